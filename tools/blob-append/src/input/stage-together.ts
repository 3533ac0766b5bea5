import type { Engine, Staged, TableColumn } from '../engine/index.ts';
import { quoteName } from '../engine/sql.ts';
import { newStaged, ORDINAL } from '../engine/staged.ts';

const ordinal = quoteName(ORDINAL);

/**
 * Staged relations as one, their rows one after another.
 *
 * @param columns of all of them together: a column that one of them has not is null there
 */
export async function stageTogether(
  engine: Engine,
  parts: readonly Staged[],
  columns: readonly TableColumn[],
): Promise<Staged> {
  const [first] = parts;
  if (parts.length === 1 && namesOf(first!.columns) === namesOf(columns)) return first!;
  const relation = engine.newName();
  let rows = 0;
  const selects = parts.map((part) => {
    const has = new Set(part.columns.map(({ name }) => name));
    const values = columns.map(({ name, type }) =>
      has.has(name) ? quoteName(name) : `CAST(NULL AS ${type}) AS ${quoteName(name)}`,
    );
    const select = `SELECT ${[...values, `${ordinal} + ${rows} AS ${ordinal}`].join(', ')} FROM ${quoteName(part.relation)}`;
    rows += part.rows;
    return select;
  });
  await engine.run(`CREATE VIEW ${relation} AS ${selects.join(' UNION ALL ') || nothing(columns)}`);
  const staged = newStaged(engine, 'VIEW', { rows, columns, relation });
  return {
    ...staged,
    async drop() {
      await staged.drop();
      for (const part of parts) await part.drop();
    },
  };
}

function namesOf(columns: readonly TableColumn[]): string {
  return JSON.stringify(columns.map(({ name }) => name));
}

function nothing(columns: readonly TableColumn[]): string {
  const values = columns.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${quoteName(name)}`);
  return `SELECT ${[...values, `0::BIGINT AS ${ordinal}`].join(', ')} WHERE false`;
}
