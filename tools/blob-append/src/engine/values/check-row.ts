import type { TableColumn } from '../table-column.ts';
import type { ColumnType } from './column-type.ts';
import { isProblem, parseJson, type JsonMembers } from './parse-json.ts';
import { valueText } from './value-text.ts';

/** A value for each column, as text to be cast to its type. */
export type Cells = readonly (string | null)[];

/** Why a row cannot be one of the table. */
export interface RowProblem {
  /** Empty when it is about the row as a whole. */
  readonly column: string;
  /** Names the column and the value. */
  readonly message: string;
}

export interface CheckedColumn extends TableColumn {
  readonly parsed: ColumnType;
}

/**
 * Checks one row by itself.
 *
 * @param text JSON
 * @param takesNulls whether a null for an unknown column is nothing at all
 */
export function checkRow(
  text: string,
  columns: readonly CheckedColumn[],
  takesNulls = false,
): Cells | RowProblem {
  const members = parseRow(text);
  if ('message' in members) return members;
  return checkMembers(members, columns, takesNulls);
}

/** The members of a row; a column that is not there is null. */
export function parseRow(text: string): JsonMembers | RowProblem {
  const parsed = parseJson(text);
  if (isProblem(parsed)) return { column: '', message: `the row ${parsed.problem}` };
  if (!(parsed instanceof Map)) return { column: '', message: 'the row is no JSON object' };
  return parsed as JsonMembers;
}

/** The same of a row that is parsed. */
export function checkMembers(
  members: JsonMembers,
  columns: readonly CheckedColumn[],
  takesNulls: boolean,
): Cells | RowProblem {
  const cells: (string | null)[] = [];
  let found = 0;
  for (const column of columns) {
    const value = members.get(column.name);
    if (value !== undefined) found++;
    const cell = valueText(column.parsed, value ?? null);
    if (isProblem(cell)) return about(column.name, cell.problem);
    if (cell === null && !column.nullable)
      return about(column.name, value === null ? ' must not be null' : ' is missing');
    cells.push(cell);
  }
  return found === members.size ? cells : (unknownColumn(members, columns, takesNulls) ?? cells);
}

function unknownColumn(
  members: JsonMembers,
  columns: readonly CheckedColumn[],
  takesNulls: boolean,
): RowProblem | undefined {
  const known = new Map(columns.map(({ name }) => [name.toLowerCase(), name]));
  const unknown = [...members].find(
    ([each, value]) => known.get(each.toLowerCase()) !== each && !(takesNulls && value === null),
  );
  if (unknown === undefined) return undefined;
  const [name] = unknown;
  const other = known.get(name.toLowerCase());
  return about(
    name,
    other === undefined
      ? ' is unknown to the table'
      : ` is unknown to the table, which has ${JSON.stringify(other)}`,
  );
}

function about(column: string, what: string): RowProblem {
  return { column, message: `column ${JSON.stringify(column)}${what}` };
}
