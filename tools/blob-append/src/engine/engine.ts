import { availableParallelism } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';
import { asEngineFailure } from './engine-failure.ts';
import { quoteText } from './sql.ts';

/** A DuckDB of this run. What it holds is gone when it is closed. */
export interface Engine {
  readonly connection: DuckDBConnection;
  /** @throws Failure fatal `out_of_memory`, `disk_full` */
  run(sql: string): Promise<void>;
  /** Rows as objects; integers of 64 bits and counts are bigint. */
  rows(sql: string): Promise<readonly Row[]>;
  /** A name for a table or view that nothing has yet. */
  newName(): string;
  close(): Promise<void>;
}

export type Row = Readonly<Record<string, unknown>>;

export interface EngineOptions {
  /** Where it puts what does not fit into its memory; there already. */
  readonly directory: string;
  /** What DuckDB may take, in bytes; the process takes up to 200 MB more. */
  readonly memoryBytes?: number;
  readonly threads?: number;
}

const DEFAULT_MEMORY_BYTES = 256_000_000;
/** Each thread has buffers of its own; more than these gain nothing on a stream through one file. */
const MOST_THREADS = 4;

/** A DuckDB of this run: in memory, spilling into `directory`; UTC; bounded memory; nothing is loaded from outside. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const { memoryBytes = DEFAULT_MEMORY_BYTES, threads = Math.min(MOST_THREADS, availableParallelism()) } =
    options;
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryBytes}B`,
    threads: String(threads),
    temp_directory: options.directory,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  let names = 0;
  const engine: Engine = {
    connection,
    newName: () => `leat_${names++}`,
    async run(sql) {
      try {
        await connection.run(sql);
      } catch (cause) {
        throw asEngineFailure(cause);
      }
    },
    async rows(sql) {
      try {
        return (await connection.runAndReadAll(sql)).getRowObjectsJS();
      } catch (cause) {
        throw asEngineFailure(cause);
      }
    },
    close() {
      connection.interrupt();
      connection.closeSync();
      instance.closeSync();
      return Promise.resolve();
    },
  };
  await engine.run(`SET TimeZone = ${quoteText('UTC')}`);
  return engine;
}
