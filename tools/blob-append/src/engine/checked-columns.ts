import { Failure } from '@leat/pipe';
import { refuseNames } from './refuse-names.ts';
import { quoteName } from './sql.ts';
import type { TableColumn } from './table-column.ts';
import type { CheckedColumn } from './values/check-row.ts';
import { parseType } from './values/parse-type.ts';

/** @throws Failure reject `schema` for names that cannot be; fatal `schema` for no columns at all, or one whose type no row can be given in */
export function checkedColumns(columns: readonly TableColumn[]): readonly CheckedColumn[] {
  if (columns.length === 0)
    throw new Failure('fatal', 'schema', 'a table needs a column, and no row has one');
  refuseNames(
    'the table',
    columns.map(({ name }) => name),
  );
  return columns.map((column) => {
    const parsed = parseType(column.type);
    if (parsed !== undefined) return { ...column, parsed };
    throw new Failure(
      'fatal',
      'schema',
      `column ${quoteName(column.name)}: ${column.type} is no type that rows can have`,
    );
  });
}
