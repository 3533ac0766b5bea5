import type { Engine } from './engine.ts';
import { mismatch } from './mismatch.ts';
import { refuseLoss } from './lossy-columns.ts';
import { parquetColumns, readParquet } from './parquet-columns.ts';
import { quoteName } from './sql.ts';
import type { StageOptions } from './stage-rows.ts';
import { newStaged, ORDINAL, type Staged } from './staged.ts';
import type { TableColumn } from './table-column.ts';
import { isSameType } from './values/is-same-type.ts';

/**
 * Stages a local Parquet file by looking at it: the file has to stay until the relation is dropped.
 *
 * @param columns of the table; undefined where there is none: then those of the file
 * @throws Failure reject `schema`, `unreadable`
 */
export async function stageParquet(
  engine: Engine,
  path: string,
  columns: readonly TableColumn[] | undefined,
  options: StageOptions,
): Promise<Staged> {
  const found = await parquetColumns(engine, path);
  refuseLoss(
    path,
    found.flatMap(({ leaves }) => leaves),
  );
  const own = found.map(({ name, type }) => ({ name, type, nullable: true }));
  const all = columns === undefined ? own : fitColumns(path, own, columns, options);
  const relation = engine.newName();
  const values = all.map(({ name, type }) => `CAST(${quoteName(name)} AS ${type}) AS ${quoteName(name)}`);
  await engine.run(
    `CREATE VIEW ${relation} AS SELECT ${values.join(', ')}, file_row_number AS ${quoteName(ORDINAL)} FROM ${readParquet(path)}`,
  );
  const [counted] = await engine.rows(`SELECT count(*) AS rows FROM ${relation}`);
  const staged = newStaged(engine, 'VIEW', { rows: Number(counted?.['rows']), columns: all, relation });
  await refuseNulls(engine, path, staged);
  return staged;
}

function fitColumns(
  path: string,
  found: readonly TableColumn[],
  columns: readonly TableColumn[],
  options: StageOptions,
): readonly TableColumn[] {
  const there = new Map(found.map((column) => [column.name, column]));
  const known = new Set(columns.map(({ name }) => name.toLowerCase()));
  for (const { name, type } of columns) {
    const own = there.get(name)?.type;
    if (own === undefined || !isSameType(own, type)) throw mismatch(path, name, own, type);
  }
  const added = found.filter(({ name }) => !columns.some((column) => column.name === name));
  const refused = added.find(({ name }) => options.unknown !== 'add' || known.has(name.toLowerCase()));
  if (refused !== undefined) throw mismatch(path, refused.name, refused.type, undefined);
  return [...columns, ...added];
}

async function refuseNulls(engine: Engine, path: string, staged: Staged): Promise<void> {
  const required = staged.columns.filter(({ nullable }) => !nullable).map(({ name }) => name);
  for (const name of required) {
    const [row] = await engine.rows(
      `SELECT ${quoteName(ORDINAL)} AS place FROM ${staged.relation} WHERE ${quoteName(name)} IS NULL LIMIT 1`,
    );
    if (row !== undefined) throw mismatch(path, name, `NULL in row ${Number(row['place']) + 1}`, 'required');
  }
}
