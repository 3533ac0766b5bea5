import type { Failure } from '@leat/pipe';
import type { Engine, Staged, TableColumn } from '../engine/index.ts';
import type { SourceVersion } from '../table/markers.ts';

/** Rows on their way into one table. */
export interface Input {
  /** The objects that they are to come from. None for plain rows. */
  readonly sources: readonly SourceVersion[];
  /**
   * Puts the rows into DuckDB, checked against the columns of the table.
   *
   * @param columns none where there is no table yet
   * @param types of columns that are new, where they are known
   */
  stage(
    engine: Engine,
    columns: readonly TableColumn[] | undefined,
    types: Readonly<Record<string, string>>,
  ): Promise<StagedInput>;
}

export interface StagedInput {
  readonly staged: Staged;
  /** The objects that they did come from: what the table remembers. */
  readonly sources: readonly SourceVersion[];
  /** What cannot be in the table, by its place in the input. */
  readonly rejected: ReadonlyMap<number, Failure>;
}
