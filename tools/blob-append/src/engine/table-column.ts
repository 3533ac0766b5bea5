import type { Engine } from './engine.ts';
import { parquetColumns } from './parquet-columns.ts';

/** A column as the table has it, or as the first rows suggest where there is no table. */
export interface TableColumn {
  readonly name: string;
  /** As DuckDB writes it: `DOUBLE`, `TIMESTAMP WITH TIME ZONE`, `DECIMAL(18,8)`, `STRUCT(a INTEGER, b VARCHAR[])`. */
  readonly type: string;
  readonly nullable: boolean;
}

/**
 * The columns of a local Parquet file, in order. A type is the one that DuckDB has to be given so that it writes
 * the same physical type again, where it can: local timestamps of milliseconds are `TIMESTAMP_MS`.
 *
 * @throws Failure reject `unreadable`, `schema` (two names that differ only in case)
 */
export async function columnsOfParquet(engine: Engine, path: string): Promise<readonly TableColumn[]> {
  const columns = await parquetColumns(engine, path);
  return columns.map(({ name, type, optional }) => ({ name, type, nullable: optional }));
}
