import { quoteText } from '../sql.ts';
import type { Engine } from '../engine.ts';
import { mismatch } from '../mismatch.ts';
import { refuseNames } from '../refuse-names.ts';
import { readable } from '../readable.ts';
import type { StageFileOptions } from '../stage-file.ts';
import type { TextRow, TextRows } from '../stage-texts.ts';
import type { TableColumn } from '../table-column.ts';
import type { JsonValue } from '../values/parse-json.ts';
import { cellValue } from './cell-value.ts';
import { readCsvHeader } from './csv-header.ts';
import { suggestFromCells } from './cell-suggestion.ts';

/** Rows taken out of the engine at once. */
const PAGE_ROWS = 8192;

/**
 * Reads a local CSV file with a header, all cells as text. The separator is comma, semicolon, tab or bar.
 *
 * @throws Failure reject `unreadable`; `schema` when a column of the table is missing
 */
export async function openCsv(
  engine: Engine,
  path: string,
  columns: readonly TableColumn[] | undefined,
  { types = {} }: StageFileOptions,
): Promise<TextRows> {
  const { names, separator } = await readCsvHeader(path);
  refuseNames(path, names);
  const relation = engine.newName();
  // Nothing is left to DuckDB's guesses: they pass over lines that do not look like the others.
  const reading = [
    quoteText(path),
    `auto_detect = false, header = true, delim = ${quoteText(separator)}, quote = '"', escape = '"'`,
    `nullstr = '', allow_quoted_nulls = false, hive_partitioning = false`,
    `columns = {${names.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(', ')}}`,
  ];
  await readable(path, 'CSV', engine.run(`CREATE TABLE ${relation} AS FROM read_csv(${reading.join(', ')})`));
  const missing = columns?.find(({ name }) => !names.includes(name));
  if (missing !== undefined) throw mismatch(path, missing.name, undefined, missing.type);
  return {
    async suggest(known) {
      const isKnown = new Set(known.map(({ name }) => name.toLowerCase()));
      const unknown = names.filter((name) => !isKnown.has(name.toLowerCase()));
      const suggestion = await suggestFromCells(unknown, types, () => pages(engine, relation));
      return known.length === 0 ? suggestion.columns() : suggestion.columnsWithValues();
    },
    async *read(checked): AsyncGenerator<TextRow> {
      const parsed = new Map(checked.map((column) => [column.name, column.parsed]));
      let number = 0;
      for await (const row of pages(engine, relation)) {
        number++;
        const members = new Map<string, JsonValue>();
        for (const name of names) members.set(name, cellValue(row[name] ?? null, parsed.get(name)));
        yield { members, where: `row ${number}` };
      }
    },
    drop: () => engine.run(`DROP TABLE ${relation}`),
  };
}

/** The rows in their order. */
async function* pages(
  engine: Engine,
  relation: string,
): AsyncGenerator<Readonly<Record<string, string | null>>> {
  for (let start = 0; ; start += PAGE_ROWS) {
    const page = await engine.rows(
      `FROM ${relation} WHERE rowid >= ${start} AND rowid < ${start + PAGE_ROWS} ORDER BY rowid`,
    );
    yield* page as readonly Readonly<Record<string, string | null>>[];
    if (page.length < PAGE_ROWS) return;
  }
}
