/** The SQL that somebody would write by hand to write a table anew. */
import { DuckDBInstance } from '@duckdb/node-api';

const [from, to] = process.argv.slice(2) as [string, string];
const database = await DuckDBInstance.create();
const connection = await database.connect();
await connection.run(
  `COPY (SELECT * FROM read_parquet('${from}')) TO '${to}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000)`,
);
connection.closeSync();
database.closeSync();
