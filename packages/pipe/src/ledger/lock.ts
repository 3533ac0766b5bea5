import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeDirectory } from '../directory.ts';
import { Failure } from '../failure.ts';
import { unusable } from './unusable.ts';

const BUSY = 5;

/**
 * Holds `PATH.lock` until it is released or the process is gone, however it goes: the lock is SQLite's own
 * exclusive file lock, in a file beside the ledger, so that readers of the ledger are not shut out.
 *
 * @throws Failure fatal `ledger_locked` when another run has it
 */
export function lockLedger(path: string): { release(): void } {
  let db: DatabaseSync;
  try {
    makeDirectory(dirname(path));
    // A link to a ledger is the same ledger.
    const file = existsSync(path) ? realpathSync(path) : path;
    db = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  } catch (cause) {
    throw unusable(`${path}.lock`, cause);
  }
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if ((cause as { errcode?: number }).errcode !== BUSY) throw unusable(`${path}.lock`, cause);
    const hint = 'wait until it ends; readers such as leat-ledger are not shut out';
    throw new Failure('fatal', 'ledger_locked', `another run holds the ledger ${path}`, { hint, cause });
  }
  return { release: () => db.close() };
}
