import type { Footer } from '@leat/parquet';
import { Failure } from '@leat/pipe';
import type { Equality } from '../engine/index.ts';
import type { Change } from './change.ts';
import { hasDuplicates } from './duplicates.ts';
import { writePart } from './local-part.ts';
import { claims } from './markers.ts';
import { overlapOf } from './overlap.ts';
import { rangesOf } from './read-range.ts';
import type { AppendRun } from './run.ts';
import { wholeTable } from './whole-table.ts';

/** Row groups of a table, on this machine. */
export interface Part {
  readonly path: string;
  /** Those that may hold rows equal to the staged ones; the file may have more. */
  readonly groups: readonly number[];
  /** Some of its rows are the same: only where all of it was looked through. */
  readonly hasDuplicates?: boolean;
}

/**
 * Fetches the row groups that may hold rows equal to the staged ones. Of a table that does not say of itself that its
 * rows are unique all are fetched, once, to find out: the append after this one finds the answer in the footer.
 */
export async function fetchPart(run: AppendRun, { place, seen, staged }: Change): Promise<Part> {
  const { equality, assumesUnique } = run.rules;
  const { footer, info } = seen;
  const groups = await overlapOf(footer, staged, equality);
  if (footer.rows > 0 && !assumesUnique && !claims(footer, equality)) {
    requireKey(place.uri, namesOf(footer), equality);
    run.log.info(
      `${place.uri}: looking through all of it, once: its footer does not say that its rows are unique`,
    );
    const path = await wholeTable(place, info, run.newPath());
    const found = await hasDuplicates(await run.engine(), path, namesOf(footer), equality);
    return { path, groups, hasDuplicates: found };
  }
  return { path: await writePart(run.newPath(), footer, groups, rangesOf(place, info.version)), groups };
}

/**
 * In a column that is not there all rows would be the same.
 *
 * @throws Failure fatal `schema`
 */
function requireKey(uri: string, names: readonly string[], { key = [] }: Equality): void {
  const unknown = key.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new Failure('fatal', 'schema', `${uri}: the key names ${unknown}, which is no column of the table`, {
    hint: `its columns: ${names.join(', ')}`,
  });
}

function namesOf({ columns }: Footer): string[] {
  return [...new Set(columns.map(({ path }) => path[0]!))];
}
