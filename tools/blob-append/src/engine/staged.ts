import type { Engine } from './engine.ts';
import { rangesOf, type ColumnRange, type TimeUnit } from './range.ts';
import { quoteName } from './sql.ts';
import type { TableColumn } from './table-column.ts';

/** The column of a staged relation that numbers its rows in the order of the input, from 0. */
export const ORDINAL = 'leat.ordinal';

/** Rows that wait to be compared with a table. */
export interface Staged {
  readonly rows: number;
  /** Those of the table, in its order, and after them the ones that were added. */
  readonly columns: readonly TableColumn[];
  /** Its name in the engine; it has `columns` and ORDINAL. */
  readonly relation: string;
  /**
   * The smallest and largest value of a column.
   *
   * @param unit of the stored timestamps, where it is coarser or finer than the type says (UTC milliseconds)
   * @returns undefined when that says nothing about where its rows can have equals: a value is NULL or NaN, or the type
   *   has no order that Parquet statistics follow
   */
  range(column: string, unit?: TimeUnit): Promise<ColumnRange | undefined>;
  drop(): Promise<void>;
}

/** @param kind what holds the rows in the engine */
export function newStaged(
  engine: Engine,
  kind: 'TABLE' | 'VIEW',
  staged: Pick<Staged, 'rows' | 'columns' | 'relation'>,
): Staged {
  return {
    ...staged,
    async range(name, unit) {
      const column = staged.columns.find((each) => each.name === name);
      if (column === undefined) return undefined;
      return (await rangesOf(engine, staged.relation, [column], unit)).get(name);
    },
    drop: () => engine.run(`DROP ${kind} ${quoteName(staged.relation)}`),
  };
}
