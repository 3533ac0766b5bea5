import type { Engine } from './engine.ts';
import type { Equality } from './fresh.ts';
import { nameList, quoteName, sameIn } from './sql.ts';
import { ORDINAL, type Staged } from './staged.ts';

/**
 * How the rows of the input stand to each other. Its relation has, for each of them: ORDINAL, `place` (the ordinal of
 * the first row with its key) and `twin` (whether it equals the row of that key which stays; NULL for that one).
 */
export interface Placed {
  readonly relation: string;
  /** No key comes twice. */
  readonly isDistinct: boolean;
  drop(): Promise<void>;
}

const ordinal = quoteName(ORDINAL);

/** Compares the input with itself. */
export async function placeInput(
  engine: Engine,
  staged: Staged,
  key: readonly string[],
  keep: Equality['keep'],
): Promise<Placed> {
  const relation = engine.newName();
  const from = staged.relation;
  const keys = engine.newName();
  await engine.run(
    `CREATE TABLE ${keys} AS SELECT min(${ordinal}) AS place FROM ${from} GROUP BY ${nameList(key)}`,
  );
  const [counted] = await engine.rows(`SELECT count(*) AS keys FROM ${keys}`);
  const isDistinct = Number(counted?.['keys']) === staged.rows;
  if (isDistinct) {
    await engine.run(`DROP TABLE ${keys}; CREATE VIEW ${relation} AS
      SELECT ${ordinal}, ${ordinal} AS place, CAST(NULL AS BOOLEAN) AS twin FROM ${from}`);
    return { relation, isDistinct, drop: () => engine.run(`DROP VIEW ${relation}`) };
  }
  const others = staged.columns.map(({ name }) => name).filter((name) => !key.includes(name));
  const placed = others.length === 0 ? placeWhole(from, keys) : placeByKey(from, key, others, keep);
  await engine.run(`CREATE TABLE ${relation} AS ${placed}; DROP TABLE ${keys}`);
  return { relation, isDistinct, drop: () => engine.run(`DROP TABLE ${relation}`) };
}

/** Whole rows are twins or nothing, and the first stays; what is not needed here is the place of the others. */
function placeWhole(from: string, keys: string): string {
  return `SELECT s.${ordinal}, s.${ordinal} AS place, CASE WHEN k.place IS NULL THEN true END AS twin
    FROM ${from} s LEFT JOIN ${keys} k ON k.place = s.${ordinal}`;
}

function placeByKey(
  from: string,
  key: readonly string[],
  others: readonly string[],
  keep: Equality['keep'],
): string {
  const stays = keep === 'last' ? 'max' : 'min';
  return `WITH groups AS (
      SELECT ${ordinal}, min(${ordinal}) OVER same_key AS place, ${stays}(${ordinal}) OVER same_key AS stays
      FROM ${from} WINDOW same_key AS (PARTITION BY ${nameList(key)})
    ), twins AS (
      SELECT g.${ordinal}, ${sameIn('r', 's', others)} AS twin
      FROM groups g JOIN ${from} r ON r.${ordinal} = g.${ordinal} JOIN ${from} s ON s.${ordinal} = g.stays
      WHERE g.${ordinal} <> g.stays
    )
    SELECT g.${ordinal}, g.place, t.twin FROM groups g LEFT JOIN twins t USING (${ordinal})`;
}
