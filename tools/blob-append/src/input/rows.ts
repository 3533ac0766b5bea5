import { Failure } from '@leat/pipe';
import { stageRows, suggestColumns, type TableColumn } from '../engine/index.ts';
import type { Input } from './input.ts';

/**
 * Rows as JSON texts, in their order. Each is checked by itself: one that cannot be in the table is rejected, and the
 * others go on.
 *
 * @param schema what becomes of a column that the table has not
 */
export function rowsInput(texts: readonly string[], schema: 'exact' | 'add'): Input {
  /** New columns that the rows have and whose type is said. */
  const added = (columns: readonly TableColumn[], types: Readonly<Record<string, string>>): TableColumn[] =>
    schema === 'exact'
      ? []
      : Object.entries(types)
          .filter(([name]) => columns.every((column) => column.name !== name))
          .filter(([name]) => texts.some((text) => text.includes(JSON.stringify(name))))
          .map(([name, type]) => ({ name, type, nullable: true }));
  return {
    sources: [],
    async stage(engine, columns, types) {
      const known =
        columns === undefined ? suggestColumns(texts, types) : [...columns, ...added(columns, types)];
      const { staged, rejected } = await stageRows(engine, texts, known, {
        unknown: schema === 'add' ? 'add' : 'reject',
      });
      const failures = rejected.map(
        ({ index, message }) => [index, new Failure('reject', 'bad_row', message)] as const,
      );
      return { staged, sources: [], rejected: new Map(failures) };
    },
  };
}
