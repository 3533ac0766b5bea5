import type { Engine } from './engine.ts';
import { mayHoldNegativeZero } from './negative-zero.ts';
import { quoteText } from './sql.ts';
import type { TableColumn } from './table-column.ts';

export interface WriteOptions {
  /** Rows in a row group: 100,000 unless said; DuckDB cuts at multiples of 2048. */
  readonly rowGroupRows?: number;
  readonly compression?: 'zstd' | 'snappy' | 'none';
  /** Key-value metadata of the file. */
  readonly keyValues?: Readonly<Record<string, string>>;
}

const DEFAULT_ROW_GROUP_ROWS = 100_000;

/** What is to be written. */
export interface Written {
  /** SQL of the rows, in their order. */
  readonly select: string;
  /** SQL of rows with the same columns, among which all of its values are. */
  readonly sources: readonly string[];
  readonly columns: readonly TableColumn[];
}

/** Writes rows as a Parquet file. @returns how many */
export async function copyTo(
  engine: Engine,
  { select, sources, columns }: Written,
  path: string,
  options: WriteOptions,
): Promise<number> {
  const { rowGroupRows = DEFAULT_ROW_GROUP_ROWS, compression = 'zstd', keyValues = {} } = options;
  const parts = [
    'FORMAT parquet',
    `COMPRESSION ${compression === 'none' ? 'uncompressed' : compression}`,
    `ROW_GROUP_SIZE ${rowGroupRows}`,
    // They would stand between the row groups of an append and its footer, and have to be carried along each time.
    'WRITE_BLOOM_FILTER false',
  ];
  if (await mayHoldNegativeZero(engine, sources, columns)) parts.push('DICTIONARY_SIZE_LIMIT 0');
  const pairs = Object.entries(keyValues).map(([name, value]) => `${quoteText(name)}: ${quoteText(value)}`);
  if (pairs.length > 0) parts.push(`KV_METADATA {${pairs.join(', ')}}`);
  const [row] = await engine.rows(`COPY (${select}) TO ${quoteText(path)} (${parts.join(', ')})`);
  return Number(row?.['Count']);
}
