import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, UsageFailure } from '../failure.ts';

/**
 * Where a tool keeps its ledger of a destination unless told otherwise: a name that a person recognises, and
 * a digest that keeps destinations apart whose names look alike.
 */
export function defaultLedgerPath(stateDirectory: string, tool: string, destination: string): string {
  const digest = createHash('sha256').update(destination).digest('hex').slice(0, 10);
  const name = destination
    .replace(/^[a-z][a-z0-9+.-]*:\/*/, '')
    .replaceAll(/[^A-Za-z0-9.]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return join(stateDirectory, tool, `${name}-${digest}.db`);
}

/**
 * What `--skip-done` and `leat-ledger` take: the path of a ledger, or the name of a tool that has just one.
 *
 * @throws Failure fatal `no_ledger`, or `which_ledger` with a list of what there is
 */
export function findLedger(given: string, stateDirectory: string): string {
  if (given.includes('/') || given.endsWith('.db')) {
    if (existsSync(given)) return given;
    throw new Failure('fatal', 'no_ledger', `there is no ledger at ${given}`, { hint: 'check the path' });
  }
  const directory = join(stateDirectory, given);
  const found = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.db')) : [];
  if (found.length === 1) return join(directory, found[0]!);
  if (found.length === 0) {
    throw new Failure('fatal', 'no_ledger', `leat-${given} has no ledger in ${directory}`, {
      hint: 'run it once, or give the path of the ledger',
    });
  }
  const paths = found.toSorted().map((name) => join(directory, name));
  throw new UsageFailure('which_ledger', `leat-${given} has ${found.length} ledgers: ${paths.join(', ')}`, {
    hint: 'give the path of one of them',
  });
}
