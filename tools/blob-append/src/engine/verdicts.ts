import type { Engine } from './engine.ts';
import type { Equality, Fresh } from './fresh.ts';
import type { Placed } from './place-input.ts';
import { quoteName, quoteText } from './sql.ts';
import { ORDINAL, type Staged } from './staged.ts';

const ordinal = quoteName(ORDINAL);

/** Earlier is right: what the table has comes first, then the first row of a key. */
const KEEP_FIRST = `CASE
  WHEN k.same THEN 'duplicate' WHEN k.same IS NOT NULL THEN 'conflict'
  WHEN p.twin IS NULL THEN 'new' WHEN p.twin THEN 'duplicate' ELSE 'conflict' END`;
/** Later is right: rows that another one of the input overrules are only counted. */
const KEEP_LAST = `CASE
  WHEN p.twin THEN 'duplicate' WHEN p.twin IS NOT NULL THEN 'conflict'
  WHEN k.same THEN 'duplicate' WHEN k.same IS NOT NULL THEN 'update' ELSE 'new' END`;

/**
 * Says for each input row what it is: `new`, `duplicate`, `conflict` or `update`.
 *
 * @param known the table that `knownRows` made
 * @returns the name of a table of ORDINAL, `place` and `verdict`
 */
export async function judge(
  engine: Engine,
  placed: Placed,
  known: string,
  keep: Equality['keep'],
): Promise<string> {
  const verdicts = engine.newName();
  await engine.run(`CREATE TABLE ${verdicts} AS
    SELECT p.${ordinal}, p.place, ${keep === 'last' ? KEEP_LAST : KEEP_FIRST} AS verdict
    FROM ${placed.relation} p LEFT JOIN ${known} k USING (${ordinal})`);
  return verdicts;
}

const CONFLICTS = `verdict IN ('conflict', 'update')`;

export async function countVerdicts(
  engine: Engine,
  staged: Staged,
  key: readonly string[],
  verdicts: string,
): Promise<Pick<Fresh, 'rows' | 'duplicates' | 'conflicts' | 'updates' | 'examples'>> {
  const [row] = await engine.rows(`SELECT
    count(*) FILTER (verdict = 'new') AS rows, count(*) FILTER (verdict = 'duplicate') AS duplicates,
    count(*) FILTER (${CONFLICTS}) AS conflicts, count(*) FILTER (verdict = 'update') AS updates FROM ${verdicts}`);
  const count = (name: string): number => Number(row?.[name]);
  const conflicts = count('conflicts');
  return {
    rows: count('rows'),
    duplicates: count('duplicates'),
    conflicts,
    updates: count('updates'),
    examples: conflicts === 0 ? [] : await conflictingKeys(engine, staged, key, verdicts),
  };
}

async function conflictingKeys(
  engine: Engine,
  staged: Staged,
  key: readonly string[],
  verdicts: string,
): Promise<readonly string[]> {
  const types = new Map(staged.columns.map(({ name, type }) => [name, type]));
  const readable = key.map(
    (name) => `${quoteText(`${name}=`)} || ${readableText(`s.${quoteName(name)}`, types.get(name) ?? '')}`,
  );
  const found = await engine.rows(`SELECT any_value(${readable.join(` || ', ' || `)}) AS example
    FROM ${staged.relation} s JOIN ${verdicts} v ON s.${ordinal} = v.${ordinal}
    WHERE v.${CONFLICTS} GROUP BY v.place ORDER BY v.place LIMIT 3`);
  return found.map(({ example }) => String(example));
}

/** SQL for a value as a person writes it; times as ISO 8601 does. */
function readableText(column: string, type: string): string {
  const text = `coalesce(${column}::VARCHAR, 'NULL')`;
  if (!type.startsWith('TIMESTAMP')) return text;
  return `replace(replace(${text}, '+00', 'Z'), ' ', 'T')`;
}
