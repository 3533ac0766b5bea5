import type { Engine } from './engine.ts';
import { quoteName } from './sql.ts';
import { newStaged, ORDINAL, type Staged } from './staged.ts';
import type { Cells } from './values/check-row.ts';

/** Rows on their way into a staged relation. */
export interface Staging {
  add(cells: Cells): void;
  /** Rows so far. */
  readonly rows: number;
  finish(): Promise<Staged>;
}

/** As many as DuckDB handles at once. */
const CHUNK_ROWS = 2048;

/**
 * Takes checked rows. Values go in as text and are cast by DuckDB: texts are the one form in which a decimal or a
 * timestamp loses nothing on the way.
 */
export async function openStaging(engine: Engine, columns: Staged['columns']): Promise<Staging> {
  const { DuckDBDataChunk, VARCHAR } = await import('@duckdb/node-api');
  const texts = engine.newName();
  const types = columns.map(() => VARCHAR);
  await engine.run(`CREATE TABLE ${texts} (${columns.map((_, index) => `c${index} VARCHAR`).join(', ')})`);
  const appender = await engine.connection.createAppender(texts);
  let waiting: Cells[] = [];
  let rows = 0;
  const flush = (): void => {
    const chunk = DuckDBDataChunk.create(types, waiting.length);
    chunk.setColumns(columns.map((_, index) => waiting.map((cells) => cells[index] ?? null)));
    appender.appendDataChunk(chunk);
    waiting = [];
  };
  return {
    get rows() {
      return rows;
    },
    add(cells) {
      rows++;
      if (waiting.push(cells) === CHUNK_ROWS) flush();
    },
    async finish() {
      if (waiting.length > 0) flush();
      appender.closeSync();
      const relation = engine.newName();
      const casts = columns.map(
        ({ name, type }, index) => `${castOf(`c${index}`, type)} AS ${quoteName(name)}`,
      );
      await engine.run(
        `CREATE TABLE ${relation} AS SELECT ${casts.join(', ')}, rowid AS ${quoteName(ORDINAL)} FROM ${texts}`,
      );
      await engine.run(`DROP TABLE ${texts}`);
      return newStaged(engine, 'TABLE', { rows, columns, relation });
    },
  };
}

function castOf(column: string, type: string): string {
  const isNested = /^(?:STRUCT|MAP)\(|\]$/.test(type);
  return `CAST(${column}${isNested ? '::JSON' : ''} AS ${type})`;
}
