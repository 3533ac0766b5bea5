import { Failure } from '@leat/pipe';
import { REPLACES } from './fresh.ts';
import { quoteName } from './sql.ts';
import { ORDINAL } from './staged.ts';

/** Names that would hide what rows are ordered by: DuckDB's number of a row in its file, and our own. */
const KEPT: ReadonlySet<string> = new Set(['file_row_number', ORDINAL, REPLACES]);

/**
 * Refuses names that SQL cannot tell apart or cannot say.
 *
 * @param where the columns are: a path, or `the table`
 * @throws Failure reject `schema`
 */
export function refuseNames(where: string, names: readonly string[]): void {
  const spellings = new Map<string, string>();
  for (const name of names) {
    const lower = name.toLowerCase();
    const other = spellings.get(lower);
    if (other !== undefined)
      throw refused(
        where,
        `columns ${quoteName(other)} and ${quoteName(name)} differ ${other === name ? 'in nothing' : 'only in case'}`,
      );
    if (name === '' || name.includes('\0') || KEPT.has(lower))
      throw refused(where, `a column cannot be called ${JSON.stringify(name)}`);
    spellings.set(lower, name);
  }
}

function refused(where: string, what: string): Failure {
  return new Failure('reject', 'schema', `${where}: ${what}`, { hint: 'rename the column' });
}
