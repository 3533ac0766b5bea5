import { DuckDBInstance } from '@duckdb/node-api';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/* The same candles as a Parquet table and as lines: candle n is of the n-th minute since the year 2000. */

const START = Date.UTC(2000, 0, 1);
/** Column and factor: values that look alike in no two columns. */
const columns = { low: 7919, high: 7907, open: 7901, close: 7883, volume: 7877 };

/** Writes the candles [0, rows) as DuckDB does by itself, in row groups of 100,000. */
export async function writeTable(path: string, rows: number): Promise<void> {
  const values = Object.entries(columns).map(
    ([name, factor]) => `((n * ${factor}) % 1000003) / 100::DOUBLE AS ${name}`,
  );
  const database = await DuckDBInstance.create();
  const connection = await database.connect();
  await connection.run(
    `COPY (SELECT TIMESTAMPTZ '2000-01-01 00:00:00+00' + to_minutes(n) AS time, ${values.join(', ')}
      FROM range(${rows}) AS candles(n)) TO '${path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000)`,
  );
  connection.closeSync();
  database.closeSync();
}

/** Writes the candles [first, first + count) as lines. */
export async function writeLines(path: string, first: number, count: number): Promise<void> {
  const out = createWriteStream(path);
  for (let n = first; n < first + count; n++) {
    const time = new Date(START + n * 60_000).toISOString().replace('.000Z', 'Z');
    const values = Object.entries(columns).map(([name, factor]) => [name, ((n * factor) % 1_000_003) / 100]);
    out.write(`${JSON.stringify({ time, ...Object.fromEntries(values) })}\n`);
  }
  out.end();
  await finished(out);
}
