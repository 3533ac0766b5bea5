import type { DatabaseSync } from 'node:sqlite';
import type { FailureReport } from '../failure.ts';
import type { Members } from '../members.ts';
import { idOf } from '../unreadable-line.ts';
import { openDatabase } from './database.ts';
import { asking, unusable } from './unusable.ts';
import { groupCommits } from './group-commit.ts';
import { lockLedger } from './lock.ts';
import { refuseOther } from './owner.ts';
import { openBatches, prepareRows, prepareStatements, tornLines } from './statements.ts';

export interface Row {
  readonly rev: string;
  readonly state: 'begin' | 'done' | 'failed';
  readonly uri: string | null;
  readonly options: string;
  /** Also while it is done again: then of the last time. */
  readonly result: string | null;
  readonly attempts: number;
}

export interface Entry {
  readonly key: string;
  readonly rev: string;
  readonly uri: string | undefined;
}

/** What this run is, written into rows and compared with theirs. */
export interface LedgerUse {
  readonly tool: string;
  readonly destination: string;
  /** Digest of the options that change the result. */
  readonly options: string;
}

/** What is kept of a line that is no record. */
export interface HeldLine {
  /** SHA-256 of the whole line, in hexadecimal. */
  readonly id: string;
  readonly bytes: Buffer;
  /** How a dead letter shows it: a table row as the object it is, everything else as a text. */
  readonly as: 'raw' | 'row';
}

/**
 * What one tool has done at one destination, kept in one SQLite file. Every write settles when it is on the
 * disk; writes asked for in one turn of the event loop share a transaction, and with it the wait for the disk.
 */
export interface Ledger {
  readonly path: string;
  /** All that is known of a key, one row per rev. */
  rows(key: string): readonly Row[];
  begin(entry: Entry): Promise<void>;
  /** Begins the members of a batch. */
  beginBatch(entries: readonly Entry[], id: string): Promise<void>;
  /** The destination now holds this rev of the key and no other: the rest is forgotten. */
  done(entry: Entry, result: Members): Promise<void>;
  /** @param line the record as it came; it is held as a line where its key and rev stand for something else */
  failed(entry: Entry, error: FailureReport, line: string): Promise<void>;
  /** The data of a key is now at another address. */
  moved(key: string, uri: string): Promise<void>;
  unreadable(line: HeldLine, error: FailureReport): Promise<void>;
  /** An unreadable line came in again, mended or not, and is now accounted for elsewhere. */
  dropUnreadable(id: string): Promise<void>;
  /** Lines whose end was missing, for the whole ones to make up for. */
  tornLines(): { readonly id: string; readonly text: string }[];
  /** Batches that were begun and not ended, with the number of their members. */
  openBatches(): ReadonlyMap<string, number>;
  /** All members that were begun with the batch and not ended otherwise are done. */
  doneBatch(id: string): Promise<void>;
  readonly database: DatabaseSync;
  close(): void;
}

/**
 * @param path where it stands; '' keeps it in a private temporary file, for `--no-ledger`
 * @throws Failure fatal `ledger_locked`, `ledger_unusable`, `disk_full`; UsageFailure `other_ledger`
 */
export function openLedger(path: string, use: LedgerUse): Ledger {
  const lock = path === '' ? undefined : lockLedger(path);
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase(path);
    refuseOther(database, path, use);
    const ledger = ledgerOn(database, path, use);
    return {
      ...ledger,
      close() {
        ledger.close();
        lock?.release();
      },
    };
  } catch (cause) {
    database?.close();
    lock?.release();
    throw unusable(path, cause);
  }
}

function ledgerOn(database: DatabaseSync, path: string, use: LedgerUse): Ledger {
  const to = prepareStatements(database);
  const rowsOf = prepareRows(database);
  const commits = groupCommits(database, path);
  const now = (): string => new Date().toISOString();
  to.about.run('tool', use.tool);
  to.about.run('destination', use.destination);
  to.about.run('options', use.options);
  const keep = ({ id, bytes, as }: HeldLine, error: FailureReport): void => {
    to.keepLine.run(id, bytes, as, JSON.stringify({ ...error, id }), now());
  };

  return {
    path,
    database,
    rows: (key) => asking(path, () => rowsOf(key)),
    begin: ({ key, rev, uri }) =>
      commits.add(() => to.begin.run(key, rev, uri ?? null, use.options, null, now())),
    beginBatch: (entries, id) =>
      commits.add(() => {
        const at = now();
        for (const { key, rev, uri } of entries) to.begin.run(key, rev, uri ?? null, use.options, id, at);
      }),
    // Async, so that a result that JSON cannot hold is this record's fault and not that of all in its group.
    async done({ key, rev, uri }, result) {
      const json = JSON.stringify(result);
      await commits.add(() => {
        to.done.run(key, rev, uri ?? null, use.options, json, now());
        to.dropOthers.run(key, rev);
      });
    },
    failed: ({ key, rev, uri }, error, line) =>
      commits.add(() => {
        const { changes } = to.failed.run(
          key,
          rev,
          uri ?? null,
          use.options,
          JSON.stringify(error),
          line,
          now(),
        );
        const bytes = Buffer.from(line);
        if (changes === 0) keep({ id: idOf(bytes), bytes, as: 'raw' }, error);
      }),
    moved: (key, uri) => commits.add(() => to.moved.run(uri, key)),
    unreadable: (line, error) => commits.add(() => keep(line, error)),
    dropUnreadable: (id) => commits.add(() => to.dropLine.run(id)),
    tornLines: () => asking(path, () => tornLines(database)),
    openBatches: () => asking(path, () => openBatches(database)),
    doneBatch: (id) =>
      commits.add(() => {
        to.dropFailedOthers.run(id);
        to.doneBatch.run(now(), id);
      }),
    close() {
      commits.close();
      database.close();
    },
  };
}
