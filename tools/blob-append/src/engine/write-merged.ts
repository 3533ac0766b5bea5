import type { Engine } from './engine.ts';
import { REPLACES, type Fresh } from './fresh.ts';
import { nameList, quoteName, sameIn } from './sql.ts';
import { ORDINAL } from './staged.ts';
import { targetRows } from './target.ts';
import { newRows } from './write-fresh.ts';
import { copyTo, type WriteOptions } from './write.ts';

const ordinal = quoteName(ORDINAL);
const replaces = quoteName(REPLACES);
/** A name that no column of a table has. */
const isNew = replaces;

/**
 * Writes the rows of the given files, and the new ones after them; rows that get other values keep their place.
 *
 * @param against every file with a row that gets other values must be among them
 */
export async function writeMerged(
  engine: Engine,
  against: readonly string[],
  fresh: Fresh,
  path: string,
  options: WriteOptions = {},
): Promise<{ readonly rows: number }> {
  const target = await targetRows(engine, against, fresh.columns);
  return { rows: await writeAll(engine, target, fresh, path, options) };
}

/** The same. @param target SQL of the rows that are there. @returns how many rows there are now */
export async function writeAll(
  engine: Engine,
  target: string,
  fresh: Fresh,
  path: string,
  options: WriteOptions,
): Promise<number> {
  const select = fresh.updates === 0 ? appended(fresh, target) : await updated(engine, fresh, target);
  const sources = [target, `FROM ${fresh.relation}`];
  return copyTo(engine, { select, sources, columns: fresh.columns }, path, options);
}

/** UNION ALL keeps the order of both sides. */
function appended(fresh: Fresh, target: string): string {
  return `SELECT ${nameList(fresh.columns.map(({ name }) => name))} FROM (${target}) UNION ALL ${newRows(fresh)}`;
}

async function updated(engine: Engine, fresh: Fresh, target: string): Promise<string> {
  const updates = `(SELECT * FROM ${fresh.relation} WHERE ${replaces})`;
  const [found] = await engine.rows(`SELECT count(DISTINCT u.${ordinal}) AS rows
    FROM ${updates} u JOIN (${target}) t ON ${sameIn('u', 't', fresh.key)}`);
  if (Number(found?.['rows']) !== fresh.updates)
    throw new Error('writeMerged was not given all files with rows that get other values');
  const names = fresh.columns.map(({ name }) => name);
  const values = names.map((name) => {
    const column = quoteName(name);
    return `CASE WHEN u.${ordinal} IS NULL THEN t.${column} ELSE u.${column} END AS ${column}`;
  });
  // A join keeps no order.
  return `SELECT ${nameList(names)} FROM (
      SELECT ${values.join(', ')}, false AS ${isNew}, t.${ordinal}
      FROM (${target}) t LEFT JOIN ${updates} u ON ${sameIn('t', 'u', fresh.key)}
      UNION ALL SELECT ${nameList(names)}, true, ${ordinal} FROM ${fresh.relation} WHERE NOT ${replaces}
    ) ORDER BY ${isNew}, ${ordinal}`;
}
