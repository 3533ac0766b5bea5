import { Failure } from '@leat/pipe';
import { checkedColumns } from './checked-columns.ts';
import type { Engine } from './engine.ts';
import type { StageOptions } from './stage-rows.ts';
import type { Staged } from './staged.ts';
import { openStaging } from './staging.ts';
import type { TableColumn } from './table-column.ts';
import { checkMembers, type CheckedColumn, type RowProblem } from './values/check-row.ts';
import type { JsonMembers } from './values/parse-json.ts';

/** The rows of a text file; they can be read several times. */
export interface TextRows {
  /** Columns that are not in `known`, with the types that their values suggest. */
  suggest(known: readonly TableColumn[]): Promise<readonly TableColumn[]>;
  /** The rows, with values that the types can be checked against. */
  read(columns: readonly CheckedColumn[]): AsyncIterable<TextRow>;
  drop(): Promise<void>;
}

export interface TextRow {
  readonly members: JsonMembers | RowProblem;
  /** `line 3` */
  readonly where: string;
}

/** @throws Failure reject `bad_row` for the first row that cannot be one of the table */
export async function stageTexts(
  engine: Engine,
  path: string,
  rows: TextRows,
  columns: readonly TableColumn[] | undefined,
  options: StageOptions,
): Promise<Staged> {
  const isOpen = columns === undefined || options.unknown === 'add';
  const all = [...(columns ?? []), ...(isOpen ? await rows.suggest(columns ?? []) : [])];
  if (all.length === 0)
    throw new Failure('reject', 'schema', `${path}: no row has a column`, {
      hint: 'the first line of a CSV is the header; there must be a row after it',
    });
  const checked = checkedColumns(all);
  const staging = await openStaging(engine, all);
  for await (const { members, where } of rows.read(checked)) {
    const row = 'message' in members ? members : checkMembers(members, checked, isOpen);
    if ('message' in row)
      throw new Failure('reject', 'bad_row', `${path}: ${where}: ${row.message}`, {
        hint: 'nothing of the file was taken: mend the row',
      });
    staging.add(row);
  }
  return staging.finish();
}
