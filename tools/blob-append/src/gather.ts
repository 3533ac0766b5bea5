import type { Failure, Item, OpenContext } from '@leat/pipe';
import type { Addresses } from './addresses.ts';
import type { Input } from './input/input.ts';
import { objectsInput } from './input/objects.ts';
import { openObjects } from './input/open-objects.ts';
import type { OpenRun } from './open-run.ts';
import type { AppendSettings } from './options.ts';
import { parsePartition } from './partition/spec.ts';

/** Rows for one table. */
interface Target {
  readonly uri: string;
  readonly input: Input;
}

/** What a batch is for: the tables, and what of it can be in none, by the number of the member. */
export interface Gathered {
  readonly targets: readonly Target[];
  readonly rejected: ReadonlyMap<number, Failure>;
}

/**
 * What the members of a batch are, rows themselves or objects full of them, and which tables they belong to. What
 * only one of them needs is loaded then.
 */
export async function gather(
  run: OpenRun,
  settings: AppendSettings,
  context: OpenContext,
  { to, from }: Addresses,
  items: readonly Item[],
): Promise<Gathered> {
  const { values, resources } = settings;
  const { schema } = run.rules;
  let input: Input;
  let unread: ReadonlyMap<number, Failure> = new Map();
  if (from === undefined && values.input === 'rows') {
    const { rowsInput } = await import('./input/rows.ts');
    const texts = items.map(({ text }) => text);
    input = rowsInput(texts, schema);
  } else {
    const { objects, rejected } = await openObjects(resources, context, from, items);
    if (objects.length === 0) return { targets: [], rejected };
    input = objectsInput(objects, schema, run.newPath);
    unread = rejected;
  }
  if (values.partition === undefined) return { targets: [{ uri: to, input }], rejected: unread };
  const { partitionInput } = await import('./partition/partition-input.ts');
  const spec = parsePartition(values.partition);
  const { targets, rejected } = await partitionInput(run, to, spec, input, resources, context);
  return { targets, rejected: new Map([...unread, ...rejected]) };
}
