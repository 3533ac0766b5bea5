import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { makeDirectory } from '../directory.ts';
import { Failure } from '../failure.ts';
import { cannotBeOpened, unusable } from './unusable.ts';

/** Raised when the tables change; a ledger of a later version is refused. */
const VERSION = 1;

const tables = `
  CREATE TABLE items (
    key      TEXT NOT NULL,
    rev      TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('begin', 'done', 'failed')),
    uri      TEXT,             -- where the bytes were when it was done
    options  TEXT NOT NULL,    -- digest of the options that change the result
    result   TEXT,             -- of the last time it was done: the members that the tool set, as JSON
    error    TEXT,             -- failed: why, as JSON
    line     TEXT,             -- failed: the record as it came
    batch    TEXT,             -- begin of a reducer: the batch it went with
    attempts INTEGER NOT NULL DEFAULT 0,
    at       TEXT NOT NULL,    -- of the last change, ISO 8601 UTC
    PRIMARY KEY (key, rev)
  );
  CREATE INDEX items_open ON items (state, batch) WHERE state <> 'done';
  CREATE TABLE unreadable (    -- lines that are no record
    id    TEXT PRIMARY KEY,    -- sha256 of the whole line
    line  BLOB NOT NULL,
    held  TEXT NOT NULL,       -- how a dead letter shows it: raw, or row
    error TEXT NOT NULL,
    at    TEXT NOT NULL
  );
  CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`;

/**
 * Opens the ledger file, in WAL mode: one writer, readers at any time. With `synchronous=FULL` a commit is
 * on the disk when it returns, which the contract rests on.
 *
 * @param path a file, or '' for a private one that is gone when the process ends
 * @throws Failure fatal `ledger_unusable`
 */
export function openDatabase(path: string, access: 'write' | 'read' = 'write'): DatabaseSync {
  try {
    if (path !== '' && access === 'write') makeDirectory(dirname(path));
    return openFile(path, path, access);
  } catch (cause) {
    if (access === 'write' || !isLeftAlone(path, cause)) throw unusable(path, cause);
  }
  try {
    const asItStands = pathToFileURL(path);
    asItStands.searchParams.set('immutable', '1');
    return openFile(path, asItStands, access);
  } catch (cause) {
    throw unusable(path, cause);
  }
}

/**
 * Whether a ledger cannot be opened only because this user may not make the files beside it that readers and the
 * writer share. Nobody else has made them, so nobody uses it, and it can be read without.
 */
function isLeftAlone(path: string, cause: unknown): boolean {
  return cannotBeOpened(cause) && existsSync(path) && !existsSync(`${path}-wal`);
}

function openFile(path: string, at: string | URL, access: 'write' | 'read'): DatabaseSync {
  const db = new DatabaseSync(at, { readOnly: access === 'read', timeout: 10_000 });
  try {
    // In this order: both are set in one transaction of whoever makes it, maybe now.
    const isEmpty = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()!['tables'] === 0;
    const version = Number(db.prepare('PRAGMA user_version').get()!['user_version']);
    if (version > VERSION) throw new Error(`it was written by a later version of leat (${version})`);
    if (version === 0 && !isEmpty) throw new Error('it is not a ledger');
    if (version === 0 && access === 'read')
      throw new Failure('fatal', 'no_ledger', `there is no ledger in ${path} yet`);
    if (version === 0) {
      db.exec('PRAGMA journal_mode = WAL');
      db.exec(`BEGIN; ${tables} PRAGMA user_version = ${VERSION}; COMMIT;`);
    }
    db.exec('PRAGMA synchronous = FULL');
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}
