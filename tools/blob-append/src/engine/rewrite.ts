import type { Engine } from './engine.ts';
import { findNewIn } from './find-new.ts';
import type { Equality, Fresh } from './fresh.ts';
import { quoteText } from './sql.ts';
import type { Staged } from './staged.ts';
import { targetRows } from './target.ts';
import { uniqueRows } from './unique-rows.ts';
import { writeFresh } from './write-fresh.ts';
import { writeAll } from './write-merged.ts';
import type { WriteOptions } from './write.ts';

export interface RewriteOptions extends WriteOptions {
  /** Drops the duplicates that the table itself has, too; `equal`: those in all columns, and others are an error. */
  readonly unique?: boolean | 'equal';
}

/** What a rewrite did; counts as in `Fresh`. */
export interface Rewritten extends Pick<Fresh, 'duplicates' | 'conflicts' | 'updates' | 'examples'> {
  /** Rows of the new file. */
  readonly rows: number;
  /** Those that were not there before. */
  readonly rowsNew: number;
  /** With `unique`: rows of the old table that are no more, as they had the key of another. */
  readonly rowsRemoved: number;
}

/**
 * Writes a table again, with the new rows after the old ones. Rows stream through: memory does not grow with the table,
 * unless rows change place or value (`unique` with duplicates found, updates), and then it spills.
 *
 * Key-value metadata of the table is kept, beneath `options.keyValues`; but not `ARROW:schema`, which would describe
 * the file as it was stored before.
 *
 * @param table a local Parquet file, whole; undefined for a new table
 * @throws Failure reject `schema` for a column that would lose something (see `lossyColumns`); fatal `key_conflict`
 */
export async function rewrite(
  engine: Engine,
  table: string | undefined,
  staged: Staged,
  equality: Equality,
  path: string,
  options: RewriteOptions = {},
): Promise<Rewritten> {
  const { unique, ...writing } = options;
  if (table === undefined) {
    const fresh = await findNewIn(engine, staged, undefined, equality);
    const { rows } = await writeFresh(engine, fresh, path, writing);
    return result(fresh, rows, 0);
  }
  const target = await targetRows(engine, [table], staged.columns);
  const own: Equality = unique === 'equal' ? { ...equality, keep: 'error' } : equality;
  const old =
    unique === true || unique === 'equal'
      ? await uniqueRows(engine, target, staged.columns, own)
      : { rows: target, removed: 0 };
  const fresh = await findNewIn(engine, staged, old.rows, equality);
  const keyValues = { ...(await keyValuesOf(engine, table)), ...writing.keyValues };
  const rows = await writeAll(engine, old.rows, fresh, path, { ...writing, keyValues });
  return result(fresh, rows, old.removed);
}

async function result(fresh: Fresh, rows: number, rowsRemoved: number): Promise<Rewritten> {
  await fresh.drop();
  const { rows: rowsNew, duplicates, conflicts, updates, examples } = fresh;
  return { rows, rowsNew, rowsRemoved, duplicates, conflicts, updates, examples };
}

async function keyValuesOf(engine: Engine, table: string): Promise<Readonly<Record<string, string>>> {
  const pairs = await engine.rows(
    `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata(${quoteText(table)}) WHERE key <> 'ARROW:schema'`,
  );
  return Object.fromEntries(pairs.map(({ key, value }) => [String(key), String(value)]));
}
