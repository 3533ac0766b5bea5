import { checkedColumns } from './checked-columns.ts';
import type { Engine } from './engine.ts';
import type { Staged } from './staged.ts';
import { openStaging } from './staging.ts';
import { newSuggestion } from './suggestion/suggestion.ts';
import type { TableColumn } from './table-column.ts';
import { checkRow, parseRow } from './values/check-row.ts';

export interface StageOptions {
  /** What a column that the table does not have means: a bad row (unless said), or a new column at the end. */
  readonly unknown?: 'reject' | 'add';
}

/** A row that cannot be one of the table. */
export interface RejectedRow {
  /** Its place among the texts, from 0. */
  readonly index: number;
  /** Empty when it is about the row as a whole. */
  readonly column: string;
  /** Names column, value and what is wrong. */
  readonly message: string;
}

/**
 * Puts rows into a staged relation, in their order. Each is checked by itself against the columns, and those that would
 * lose something on the way are left out: a number that the type cannot hold exactly (see `floatText`), a local time
 * for an instant or the other way round, a wrong kind, null or nothing in a required column, a name that comes twice,
 * is unknown, or is spelt in another case. A column that a row does not have is NULL.
 *
 * @param texts one JSON object each
 * @throws Failure fatal `schema` for a column type that rows cannot have; reject `schema` with `unknown: 'add'`, when
 *   the values of a new column are not of one kind
 */
export async function stageRows(
  engine: Engine,
  texts: readonly string[],
  columns: readonly TableColumn[],
  options: StageOptions = {},
): Promise<{ readonly staged: Staged; readonly rejected: readonly RejectedRow[] }> {
  const all = options.unknown === 'add' ? [...columns, ...newColumns(texts, columns)] : columns;
  const checked = checkedColumns(all);
  const staging = await openStaging(engine, all);
  const rejected: RejectedRow[] = [];
  for (const [index, text] of texts.entries()) {
    const row = checkRow(text, checked, options.unknown === 'add');
    if ('message' in row) rejected.push({ index, ...row });
    else staging.add(row);
  }
  return { staged: await staging.finish(), rejected };
}

function newColumns(texts: readonly string[], columns: readonly TableColumn[]): readonly TableColumn[] {
  const known = new Set(columns.map(({ name }) => name.toLowerCase()));
  const suggestion = newSuggestion({});
  for (const [index, text] of texts.entries()) {
    const members = parseRow(text);
    if ('message' in members) continue;
    const unknown = [...members].filter(([name]) => !known.has(name.toLowerCase()));
    if (unknown.length > 0) suggestion.add(new Map(unknown), `row ${index + 1}`);
  }
  return suggestion.columnsWithValues();
}
