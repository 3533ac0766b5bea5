import type { Engine } from './engine.ts';
import { refuseLoss } from './lossy-columns.ts';
import { mismatch } from './mismatch.ts';
import { parquetColumns, readParquet } from './parquet-columns.ts';
import { quoteName } from './sql.ts';
import { ORDINAL } from './staged.ts';
import type { TableColumn } from './table-column.ts';
import { isSameType } from './values/is-same-type.ts';

/** Room for 2^47 rows in each file, and as many files as there are places in a list. */
const FILE_SHIFT = 47;

/**
 * SQL of the rows of a table's files, as if they were one relation: `columns` and ORDINAL, which follows the files in
 * the given order and the rows in each. A column that a file does not have is NULL there. The order of the SQL's rows
 * is that of the ordinals as long as nothing but a filter is put over it.
 *
 * @throws Failure reject `schema` when a file has a column in another type, or one that is not in
 *   `columns`, or one whose values DuckDB does not give back as they are
 */
export async function targetRows(
  engine: Engine,
  paths: readonly string[],
  columns: readonly TableColumn[],
): Promise<string> {
  const selects = await Promise.all(paths.map((path, index) => fileRows(engine, path, index, columns)));
  return selects.join(' UNION ALL ');
}

async function fileRows(
  engine: Engine,
  path: string,
  index: number,
  columns: readonly TableColumn[],
): Promise<string> {
  const found = await parquetColumns(engine, path);
  refuseLoss(
    path,
    found.flatMap(({ leaves }) => leaves),
  );
  const there = new Map(found.map(({ name, type }) => [name, type]));
  const values = columns.map(({ name, type }) => {
    const own = there.get(name);
    there.delete(name);
    if (own === undefined) return `CAST(NULL AS ${type}) AS ${quoteName(name)}`;
    if (!isSameType(own, type)) throw mismatch(path, name, own, type);
    // Only this one is read as something else than what it has to be written as.
    return type === 'TIMESTAMP_MS' ? `${quoteName(name)}::${type} AS ${quoteName(name)}` : quoteName(name);
  });
  for (const [name, type] of there) throw mismatch(path, name, type, undefined);
  const start = BigInt(index) << BigInt(FILE_SHIFT);
  return `SELECT ${values.join(', ')}, file_row_number + ${start} AS ${quoteName(ORDINAL)} FROM ${readParquet(path)}`;
}
