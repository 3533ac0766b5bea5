import { Failure, formatCount } from '@leat/pipe';
import type { Engine } from './engine.ts';
import { REPLACES, type Equality, type Fresh } from './fresh.ts';
import { knownRows } from './known-rows.ts';
import { placeInput } from './place-input.ts';
import { nameList, quoteName } from './sql.ts';
import { ORDINAL, type Staged } from './staged.ts';
import { targetRows } from './target.ts';
import { countVerdicts, judge } from './verdicts.ts';

const ordinal = quoteName(ORDINAL);
const replaces = quoteName(REPLACES);

/**
 * What of the staged rows a table does not have. The same whichever way the input is cut into batches: a row stands
 * where the first of its key came, and its values are those of the first, or with `keep: 'last'` of the last.
 *
 * Equal are NULL and NULL, NaN and NaN, -0.0 and 0.0; timestamps by instant, text by its bytes, nested values by what
 * is in them.
 *
 * @param against local Parquet files that together hold every row of the table that can have an equal in the input;
 *   they are read whole, so row groups that were not fetched must not be in their footers
 * @throws Failure fatal `key_conflict` with `keep: 'error'`; reject `schema`
 */
export async function findNew(
  engine: Engine,
  staged: Staged,
  against: readonly string[],
  equality: Equality,
): Promise<Fresh> {
  const target = against.length === 0 ? undefined : await targetRows(engine, against, staged.columns);
  return findNewIn(engine, staged, target, equality);
}

/** The same. @param target SQL of the table's rows; undefined when there are none */
export async function findNewIn(
  engine: Engine,
  staged: Staged,
  target: string | undefined,
  equality: Equality,
): Promise<Fresh> {
  const names = staged.columns.map(({ name }) => name);
  const key = equality.key ?? names;
  refuseUnknownKey(key, names);
  const placed = await placeInput(engine, staged, key, equality.keep);
  const relation = engine.newName();
  if (placed.isDistinct && target === undefined) {
    await placed.drop();
    await engine.run(`CREATE VIEW ${relation} AS SELECT *, false AS ${replaces} FROM ${staged.relation}`);
    const drop = (): Promise<void> => engine.run(`DROP VIEW ${relation}`);
    const counts = { rows: staged.rows, duplicates: 0, conflicts: 0, updates: 0, examples: [] };
    return { ...counts, columns: staged.columns, key, relation, drop };
  }
  const known = await knownRows(engine, staged, target, key);
  const verdicts = await judge(engine, placed, known, equality.keep);
  const counts = await countVerdicts(engine, staged, key, verdicts);
  const isRefused = equality.keep === 'error' && counts.conflicts > 0;
  if (!isRefused)
    await engine.run(`CREATE TABLE ${relation} AS
      SELECT ${nameList(names, 's')}, v.place AS ${ordinal}, v.verdict = 'update' AS ${replaces}
      FROM ${staged.relation} s JOIN ${verdicts} v ON s.${ordinal} = v.${ordinal}
      WHERE v.verdict IN ('new', 'update') ORDER BY v.place`);
  await placed.drop();
  await engine.run(`DROP TABLE ${known}; DROP TABLE ${verdicts}`);
  if (isRefused) throw conflict(counts.conflicts, counts.examples);
  const drop = (): Promise<void> => engine.run(`DROP TABLE ${relation}`);
  return { ...counts, columns: staged.columns, key, relation, drop };
}

function refuseUnknownKey(key: readonly string[], names: readonly string[]): void {
  const unknown = key.find((name) => !names.includes(name));
  if (unknown === undefined && key.length > 0) return;
  const what = unknown === undefined ? 'no column' : `${quoteName(unknown)}, which is no column of the table`;
  throw new Failure('fatal', 'schema', `the key names ${what}`, { hint: `its columns: ${names.join(', ')}` });
}

function conflict(rows: number, examples: readonly string[]): Failure {
  const have = rows === 1 ? '1 row has' : `${formatCount(rows)} rows have`;
  const message = `${have} the key of another row but other values, such as ${examples.join('; ')}`;
  return new Failure('fatal', 'key_conflict', message, { hint: 'say which to keep: the first or the last' });
}
