import { Failure } from '../failure.ts';

/* Result codes of SQLite. */
const SQLITE_READONLY = 8;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;

const WRITABLE =
  'it must be a file that can be written to, in a directory that can; name another with --ledger';
const HINTS: ReadonlyMap<number, string> = new Map([
  [SQLITE_READONLY, WRITABLE],
  [SQLITE_CANTOPEN, WRITABLE],
  [SQLITE_CORRUPT, 'get back what can be read: sqlite3 OLD .recover | sqlite3 NEW'],
]);

/**
 * Asks an open ledger something.
 *
 * @throws Failure fatal `ledger_unusable` for what SQLite says of a file that is damaged
 */
export function asking<T>(path: string, question: () => T): T {
  try {
    return question();
  } catch (cause) {
    throw unusable(path, cause);
  }
}

/** The wording for whatever SQLite says about a ledger file. */
export function unusable(path: string, cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const { message } = cause as Error;
  const isFull = errorNumber(cause) === SQLITE_FULL || (cause as NodeJS.ErrnoException).code === 'ENOSPC';
  const hint = isFull
    ? 'free some space and run again'
    : (HINTS.get(errorNumber(cause)) ?? 'name another with --ledger, or mend the file');
  return new Failure('fatal', isFull ? 'disk_full' : 'ledger_unusable', `ledger ${path}: ${message}`, {
    hint,
    cause,
  });
}

/** Whether SQLite could not open a file, or one that it keeps beside it. */
export function cannotBeOpened(cause: unknown): boolean {
  return errorNumber(cause) === SQLITE_CANTOPEN;
}

function errorNumber(cause: unknown): number {
  // The low byte; the rest says more than is asked here.
  return ((cause as { errcode?: number }).errcode ?? 0) & 0xff;
}
