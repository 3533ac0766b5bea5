import type { Engine } from './engine.ts';
import { readParquet } from './parquet-columns.ts';
import { readable } from './readable.ts';

/**
 * Rows of a Parquet file, counted by decoding every page of it, not by its footer: a test of what was written.
 *
 * @throws Failure reject `unreadable`
 */
export async function countRows(engine: Engine, path: string): Promise<number> {
  // Only a hash has to look at every value; a count of NULLs may come from the footer.
  const counting = engine.rows(
    `SELECT count(*) AS rows, bit_xor(hash(*COLUMNS(*))) AS values FROM ${readParquet(path)}`,
  );
  const [row] = await readable(path, 'Parquet', counting);
  return Number(row?.['rows']);
}
