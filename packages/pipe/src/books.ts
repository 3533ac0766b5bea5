import { existsSync } from 'node:fs';
import type { Frame } from './frame.ts';
import type { Failure } from './failure.ts';
import { openDatabase } from './ledger/database.ts';
import { asking } from './ledger/unusable.ts';
import { checkDeadLetterPlace } from './ledger/dead-letter-place.ts';
import { writeDeadLetters } from './ledger/dead-letter.ts';
import { openLedger, type HeldLine, type Ledger, type LedgerUse, type Row } from './ledger/ledger.ts';
import { refuseOther } from './ledger/owner.ts';
import { prepareRows } from './ledger/statements.ts';
import type { Item } from './record.ts';
import { logFieldsOf, reportOf } from './report.ts';

export interface BooksRules {
  /** Undefined for `--no-ledger`. */
  readonly ledgerPath: string | undefined;
  readonly deadLetterPath: string;
}

/**
 * What a run writes down: the ledger, and in it what failed, from which the dead-letter file is made at the
 * end. Without a ledger, failures go to a private file first, so that memory stays bounded.
 */
export interface Books {
  /** To write in: none with `--no-ledger`, and none when nothing may change. */
  readonly ledger: Ledger | undefined;
  /** All that the ledger knows of a key, one row per rev. */
  rows(key: string): readonly Row[];
  /** A record that did not commit. */
  failed(item: Item, failure: Failure): Promise<void>;
  /**
   * A line that cannot be an item.
   *
   * @param heldId the unreadable line in the ledger that it makes up for
   */
  unreadable(line: HeldLine, failure: Failure, number: number, heldId: string | undefined): Promise<void>;
  dropUnreadable(id: string): Promise<void>;
  /** The line without an end that this one is the whole of: its id. */
  tornBy(line: string): string | undefined;
  /** Rewrites the dead-letter file; returns how many lines wait in it. */
  close(): number;
}

/** @throws Failure fatal when the ledger cannot be used, UsageFailure when the dead letter would replace something else */
export function openBooks(frame: Frame, rules: BooksRules, use: LedgerUse): Books {
  if (frame.isDryRun) return openDryBooks(frame, rules.ledgerPath, use);
  checkDeadLetterPlace(rules.deadLetterPath, rules.ledgerPath);
  const ledger = rules.ledgerPath === undefined ? undefined : openLedger(rules.ledgerPath, use);
  let failures = ledger;
  const forFailures = (): Ledger => (failures ??= openLedger('', use));
  const dropUnreadable = (id: string): Promise<void> => ledger?.dropUnreadable(id) ?? Promise.resolve();
  const torn = ledger?.tornLines() ?? [];

  return {
    ledger,
    rows: (key) => ledger?.rows(key) ?? [],
    async failed(item, failure) {
      tellFailed(frame, item, failure);
      if (item.dryRun) return;
      const report = reportOf(frame.tool, failure, item.line);
      // Asked for together they are in one transaction, and in this order: it may be held as a line again.
      const dropped = item.heldId === undefined ? undefined : dropUnreadable(item.heldId);
      await Promise.all([dropped, forFailures().failed(item, report, item.text)]);
    },
    async unreadable(line, failure, number, heldId) {
      tellUnreadable(frame, failure, number);
      const dropped = heldId === undefined || heldId === line.id ? undefined : dropUnreadable(heldId);
      await Promise.all([dropped, forFailures().unreadable(line, reportOf(frame.tool, failure, number))]);
    },
    dropUnreadable,
    tornBy(line) {
      const at = torn.findIndex(({ text }) => line.startsWith(text));
      return at === -1 ? undefined : torn.splice(at, 1)[0]!.id;
    },
    close() {
      if (failures === undefined) return 0;
      // Without a ledger, what was not read again is nowhere but in the file.
      const keepsOld = ledger === undefined && frame.stop.exit !== undefined;
      try {
        return writeDeadLetters(failures.database, rules.deadLetterPath, keepsOld);
      } finally {
        failures.close();
      }
    },
  };
}

/** For `--dry-run`: looks into the ledger, also while another run has it, and writes nothing anywhere. */
function openDryBooks(frame: Frame, path: string | undefined, use: LedgerUse): Books {
  const database = path === undefined || !existsSync(path) ? undefined : openDatabase(path, 'read');
  if (database !== undefined) asking(path!, () => refuseOther(database, path!, use));
  const rowsOf = database === undefined ? undefined : prepareRows(database);
  return {
    ledger: undefined,
    rows: (key) => (rowsOf === undefined ? [] : asking(path!, () => rowsOf(key))),
    failed: (item, failure) => Promise.resolve(tellFailed(frame, item, failure)),
    unreadable: (_, failure, number) => Promise.resolve(tellUnreadable(frame, failure, number)),
    dropUnreadable: () => Promise.resolve(),
    tornBy: () => undefined,
    close() {
      database?.close();
      return 0;
    },
  };
}

function tellFailed({ log }: Frame, item: Item, failure: Failure): void {
  log.error(failure.message, logFieldsOf(failure, item.key, item.line));
}

function tellUnreadable({ log }: Frame, failure: Failure, number: number): void {
  log.error(`line ${number}: ${failure.message}`, logFieldsOf(failure, undefined, number));
}
