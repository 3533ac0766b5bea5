/**
 * DuckDB for one run: rows in, what is new among them found, Parquet out. Loaded when there is something to append; an
 * idle run needs none of it.
 *
 * `openEngine` → `stageRows` or `stageFile` → `findNew` → `writeFresh`, `writeMerged` → `countRows`; or `rewrite`.
 *
 * Files to compare with (`against`) are read whole, so each must be a valid Parquet file of its own: the footer of a
 * part of a table names the row groups that were fetched and no others. DuckDB leaves row groups out by statistics, but
 * promises nothing: in a sparse copy of the table it may read the holes.
 *
 * Staged rows have to stay until the fresh rows found among them are written; a staged Parquet file, too.
 */
export { openEngine, type Engine } from './engine.ts';
export { columnsOfParquet, type TableColumn } from './table-column.ts';
export { suggestColumns } from './suggest-columns.ts';
export { stageRows } from './stage-rows.ts';
export { stageFile } from './stage-file.ts';
export type { Staged } from './staged.ts';
export type { Equality, Fresh } from './fresh.ts';
export { findNew } from './find-new.ts';
export { writeFresh } from './write-fresh.ts';
export { writeMerged } from './write-merged.ts';
export { rewrite } from './rewrite.ts';
export { countRows } from './count-rows.ts';
