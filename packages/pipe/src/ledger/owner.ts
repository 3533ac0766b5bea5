import type { DatabaseSync } from 'node:sqlite';
import { UsageFailure } from '../failure.ts';
import type { LedgerUse } from './ledger.ts';

/**
 * What one destination has is not done at another: a ledger that knows of anything stays with its own.
 *
 * @throws UsageFailure `other_ledger`
 */
export function refuseOther(database: DatabaseSync, path: string, { tool, destination }: LedgerUse): void {
  const rows = database.prepare('SELECT name, value FROM about').all() as { name: string; value: string }[];
  const its = new Map(rows.map(({ name, value }) => [name, value]));
  if (its.get('tool') === tool && its.get('destination') === destination) return;
  const { isEmpty } = database
    .prepare('SELECT NOT EXISTS (SELECT 1 FROM items) AND NOT EXISTS (SELECT 1 FROM unreadable) AS isEmpty')
    .get()!;
  if (isEmpty === 1) return;
  throw new UsageFailure(
    'other_ledger',
    `ledger ${path} belongs to leat-${its.get('tool')} at ${its.get('destination')}, and this is leat-${tool} at ${destination}`,
    { hint: 'name another file with --ledger: each destination has a ledger of its own' },
  );
}
