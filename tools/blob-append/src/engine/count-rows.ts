import type { Engine } from './engine.ts';
import { parquetColumns, readParquet } from './parquet-columns.ts';
import { readable } from './readable.ts';
import { quoteName } from './sql.ts';

/**
 * Rows of a Parquet file, counted by decoding every page of it, not by its footer: a test of what was written.
 *
 * @throws Failure reject `unreadable`
 */
export async function countRows(engine: Engine, path: string): Promise<number> {
  const columns = await parquetColumns(engine, path);
  // Only a hash has to look at every value; a count of NULLs may come from the footer.
  const hash = columns.map(({ name }) => quoteName(name)).join(', ');
  const counting = engine.rows(
    `SELECT count(*) AS rows, bit_xor(hash(${hash})) AS values FROM ${readParquet(path)}`,
  );
  const [row] = await readable(path, 'Parquet', counting);
  return Number(row?.['rows']);
}
