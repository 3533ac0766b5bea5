import { Failure, formatCount } from '@leat/pipe';
import type { Engine } from './engine.ts';
import { findNewIn } from './find-new.ts';
import type { Equality, Fresh } from './fresh.ts';
import { nameList } from './sql.ts';
import { ORDINAL, type Staged } from './staged.ts';
import { newStaged } from './staged.ts';

/**
 * The rows of a table without its own duplicates. A table that has none is left as it is, and goes on to stream;
 * otherwise what stays is put into the engine.
 *
 * @param target SQL of the table's rows
 * @returns SQL of the rows, and how many there are no more
 * @throws Failure fatal `key_conflict` with `keep: 'error'`
 */
export async function uniqueRows(
  engine: Engine,
  target: string,
  columns: Staged['columns'],
  equality: Equality,
): Promise<{ readonly rows: string; readonly removed: number }> {
  const relation = engine.newName();
  await engine.run(`CREATE VIEW ${relation} AS ${target}`);
  const [counted] = await engine.rows(`SELECT count(*) AS rows FROM ${relation}`);
  const table = newStaged(engine, 'VIEW', { rows: Number(counted?.['rows']), columns, relation });
  const keep = equality.keep === 'error' ? 'first' : equality.keep;
  const unique = await findNewIn(engine, table, undefined, { ...equality, keep });
  if (equality.keep === 'error' && unique.conflicts > 0) throw conflict(unique);
  const removed = table.rows - unique.rows;
  if (removed === 0) return { rows: target, removed };
  return {
    rows: `SELECT ${nameList([...columns.map(({ name }) => name), ORDINAL])} FROM ${unique.relation}`,
    removed,
  };
}

function conflict({ conflicts, examples }: Fresh): Failure {
  const have =
    conflicts === 1 ? '1 row of the table has' : `${formatCount(conflicts)} rows of the table have`;
  const message = `${have} the key of another of its rows and other values, such as ${examples.join('; ')}`;
  return new Failure('fatal', 'key_conflict', message, {
    hint: 'nothing was changed; look whether --key is right, or drop them by saying --keep first or --keep last',
  });
}
