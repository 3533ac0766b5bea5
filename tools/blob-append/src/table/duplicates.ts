import { readParquet } from '../engine/parquet-columns.ts';
import { quoteName } from '../engine/sql.ts';
import type { Engine, Equality } from '../engine/index.ts';

/** Whether a table has two rows that are the same. */
export async function hasDuplicates(
  engine: Engine,
  path: string,
  columns: readonly string[],
  { key }: Equality,
): Promise<boolean> {
  const names = (key ?? columns).map(quoteName).join(', ');
  const found = await engine.rows(
    `SELECT 1 FROM ${readParquet(path)} GROUP BY ${names} HAVING count(*) > 1 LIMIT 1`,
  );
  return found.length > 0;
}
