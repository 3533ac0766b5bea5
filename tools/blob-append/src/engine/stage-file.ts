import { openCsv } from './csv/open-csv.ts';
import type { Engine } from './engine.ts';
import { openNdjson } from './ndjson.ts';
import { stageParquet } from './stage-parquet.ts';
import type { StageOptions } from './stage-rows.ts';
import { stageTexts } from './stage-texts.ts';
import type { Staged } from './staged.ts';
import type { TableColumn } from './table-column.ts';

export interface StageFileOptions extends StageOptions {
  /** Where there is no table: types by column, instead of those that a CSV or NDJSON file suggests. */
  readonly types?: Readonly<Record<string, string>>;
}

/**
 * Stages a local file whole, or not at all: a file with a bad row is a bad file. The rows of CSV and NDJSON are checked
 * as in `stageRows`, a cell of CSV by what its text says; an empty cell is NULL, `""` is empty text. Parquet types are
 * compared exactly: nothing is widened. A Parquet file has to stay until the staged rows are dropped.
 *
 * @param columns of the table; undefined where there is none: then those of the file
 * @throws Failure reject `schema` naming column and both types, `bad_row`, `unreadable`
 */
export async function stageFile(
  engine: Engine,
  path: string,
  format: 'parquet' | 'csv' | 'ndjson',
  columns: readonly TableColumn[] | undefined,
  options: StageFileOptions = {},
): Promise<Staged> {
  if (format === 'parquet') return stageParquet(engine, path, columns, options);
  const rows = format === 'csv' ? await openCsv(engine, path, columns, options) : openNdjson(path, options);
  const staged = await stageTexts(engine, path, rows, columns, options);
  await rows.drop();
  return staged;
}
