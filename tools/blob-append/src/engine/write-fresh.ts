import type { Engine } from './engine.ts';
import { REPLACES, type Fresh } from './fresh.ts';
import { nameList, quoteName } from './sql.ts';
import { copyTo, type WriteOptions } from './write.ts';

/**
 * Writes the new rows as a Parquet file of exactly the table's columns, in their order.
 *
 * With `updates` this is not all: see `writeMerged`.
 */
export async function writeFresh(
  engine: Engine,
  fresh: Fresh,
  path: string,
  options: WriteOptions = {},
): Promise<{ readonly rows: number }> {
  const select = newRows(fresh);
  return { rows: await copyTo(engine, { select, sources: [select], columns: fresh.columns }, path, options) };
}

/** SQL of the rows to append, in order. */
export function newRows(fresh: Fresh): string {
  return `SELECT ${nameList(fresh.columns.map(({ name }) => name))} FROM ${fresh.relation} WHERE NOT ${quoteName(REPLACES)}`;
}
