import { stateDirectory, type ValuesOf } from '@leat/config';
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DEAD_LETTER_END } from '../ledger/dead-letter-place.ts';
import { defaultLedgerPath } from '../ledger/path.ts';
import type { ledgerOptions } from './common-options.ts';

/** Where a run keeps what it has done, and what failed. */
export interface LedgerPlace {
  readonly destination: string;
  /** Digest of the options that change the result. */
  readonly options: string;
  /** Undefined with `--no-ledger`. */
  readonly ledgerPath: string | undefined;
  readonly deadLetterPath: string;
}

/** @param resultOptions whatever changes the result, as JSON can hold it */
export function ledgerPlace(
  tool: string,
  destination: string,
  resultOptions: unknown,
  values: ValuesOf<typeof ledgerOptions>,
): LedgerPlace {
  const state = stateDirectory(process.env, homedir());
  const ledgerPath = values.noLedger
    ? undefined
    : (values.ledger ?? defaultLedgerPath(state, tool, destination));
  // Runs without a ledger may overlap, so each writes what failed to a file of its own.
  const beside =
    ledgerPath?.replace(/\.db$/, '') ??
    join(state, tool, `${new Date().toISOString().replaceAll(':', '')}-${process.pid}`);
  return {
    destination,
    options: createHash('sha256')
      .update(JSON.stringify(resultOptions ?? null, withSortedNames))
      .digest('hex')
      .slice(0, 16),
    ledgerPath,
    deadLetterPath: values.deadLetter ?? `${beside}${DEAD_LETTER_END}`,
  };
}

/** The order in which a tool's source writes its options is no difference. */
function withSortedNames(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
