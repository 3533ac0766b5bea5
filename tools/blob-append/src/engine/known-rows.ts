import type { Engine } from './engine.ts';
import { rangesOf } from './range.ts';
import { quoteName, sameIn } from './sql.ts';
import { ORDINAL, type Staged } from './staged.ts';

const ordinal = quoteName(ORDINAL);

/**
 * Finds the input rows whose key the table has. Only row groups within the input's ranges are read: DuckDB leaves out
 * the others by their statistics, which works with literals and not with sub-queries.
 *
 * @param target SQL of the table's rows; undefined when there are none
 * @returns the name of a table of ORDINAL and `same`: whether all other columns are equal, too
 */
export async function knownRows(
  engine: Engine,
  staged: Staged,
  target: string | undefined,
  key: readonly string[],
): Promise<string> {
  const relation = engine.newName();
  if (target === undefined) {
    await engine.run(`CREATE TABLE ${relation} (${ordinal} BIGINT, same BOOLEAN)`);
    return relation;
  }
  const keyColumns = staged.columns.filter(({ name }) => key.includes(name));
  const others = staged.columns.map(({ name }) => name).filter((name) => !key.includes(name));
  const within = [...(await rangesOf(engine, staged.relation, keyColumns))].map(
    ([name, { min, max }]) => `${quoteName(name)} BETWEEN ${min.literal} AND ${max.literal}`,
  );
  const where = within.length === 0 ? '' : `WHERE ${within.join(' AND ')}`;
  await engine.run(`CREATE TABLE ${relation} AS
    SELECT s.${ordinal}, bool_or(${sameIn('s', 't', others)}) AS same
    FROM ${staged.relation} s
    JOIN (SELECT * FROM (${target}) ${where}) t ON ${sameIn('s', 't', key)}
    GROUP BY s.${ordinal}`);
  return relation;
}
