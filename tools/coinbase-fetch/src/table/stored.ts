import type { Footer, RowGroup } from '@leat/parquet';
import { Failure } from '@leat/pipe';
import { badOption } from '../bad-option.ts';
import type { Labels } from '../time/labels.ts';
import { secondsReader, type ReadSeconds } from './seconds.ts';

/**
 * What a table proves to have of a product: everything up to a time (seconds since 1970), nothing, or neither can be
 * told from its statistics.
 */
export type Stored =
  | { readonly is: 'stored'; readonly upTo: number }
  | { readonly is: 'absent' }
  | { readonly is: 'unproven' };

/**
 * Older writers, pyarrow among them, do not say whether they cut a text. The shortest that is known to be cut is of 16
 * bytes (hyparquet-writer); arrow-rs takes 64.
 */
const SHORTEST_CUT = 16;

/**
 * Looks each product up in the statistics of the row groups. Rows of a product are appended the oldest first, so one
 * row of it proves all that come before.
 *
 * @throws Failure fatal `table_unlike`, `statistics_missing`; UsageFailure `column_missing`
 */
export function findStored(
  footer: Footer,
  uri: string,
  products: readonly string[],
  labels: Labels,
): ReadonlyMap<string, Stored> {
  if (footer.rows === 0) return new Map(products.map((product) => [product, { is: 'absent' }]));
  const read = secondsReader(footer, uri, labels);
  const groups = footer.rowGroups.filter(({ rows }) => rows > 0);
  if (footer.columns.some(({ name }) => name === 'product'))
    return new Map(products.map((product) => [product, storedOf(product, groups, read)]));
  const [product, another] = products;
  if (another !== undefined)
    throw badOption(
      'column_missing',
      `${uri} has no column product, so nobody knows what it has of ${products.join(' and ')}`,
      'fetch each product into a table of its own',
    );
  const ends = groups.map((group) => timesOf(group, read)?.max);
  if (ends.includes(undefined))
    throw new Failure('fatal', 'statistics_missing', `${uri} does not say what its last time is`, {
      hint: 'its writer left out the statistics; leave out --since-table and give --from',
    });
  return new Map([[product!, { is: 'stored', upTo: Math.max(...(ends as number[])) }]]);
}

function storedOf(product: string, groups: readonly RowGroup[], read: ReadSeconds): Stored {
  const seen = groups.map((group) => seenIn(product, group, read));
  if (seen.every((it) => it === 'none')) return { is: 'absent' };
  const times = seen.filter((it) => typeof it === 'number');
  return times.length === 0 ? { is: 'unproven' } : { is: 'stored', upTo: Math.max(...times) };
}

/** A time up to which the group proves the product; `none` when it cannot be in it, `maybe` when it can. */
function seenIn(product: string, group: RowGroup, read: ReadSeconds): number | 'none' | 'maybe' {
  const statistic = group.statistic('product');
  const { min, max } = statistic ?? {};
  if (typeof min !== 'string' || typeof max !== 'string') return 'maybe';
  if (product < min || product > max) return 'none';
  const times = timesOf(group, read);
  const isWhole = statistic!.isExact || Math.max(min.length, max.length) < SHORTEST_CUT;
  if (times === undefined || !isWhole) return 'maybe';
  // All its rows are of the product.
  if (min === max && statistic!.nulls === 0) return times.max;
  // One row at least is of it, and none is earlier than the first.
  return product === min || product === max ? times.min : 'maybe';
}

function timesOf(
  group: RowGroup,
  read: ReadSeconds,
): { readonly min: number; readonly max: number } | undefined {
  const { min, max } = group.statistic('time') ?? {};
  if (min === undefined || max === undefined) return undefined;
  // A text that was cut cannot be read as a time, so here it does not matter whether the writer says that it was not.
  return { min: read(min), max: read(max) };
}
