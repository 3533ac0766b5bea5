import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from './storage-error.ts';

const LOCK = '.leat.lock';
/** The lock is held for two system calls at a time: who cannot have it after so long will not get it. */
const WAIT_MS = 10_000;

/** Whether somebody has written with a condition into a directory, so that all have to mind the lock. */
export function hasLock(directory: string): boolean {
  return existsSync(join(directory, LOCK));
}

/**
 * Runs `action` while nobody else does so in this directory. The lock is SQLite's exclusive file lock on an empty
 * file, which stays; it is gone with its process, however that ends, and it holds between hosts where the file
 * system passes fcntl locks on (NFS does). `action` must be synchronous: waiting for the lock holds up the process,
 * and one that waited while it had the lock would wait for itself.
 *
 * @throws StorageError `unavailable`
 */
export async function whileLocked<T>(directory: string, action: () => T): Promise<T> {
  const { DatabaseSync } = await import('node:sqlite');
  const path = join(directory, LOCK);
  // SQLite would leave the group out of the mode, and a directory may be shared.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o666));
  const lock = new DatabaseSync(path, { timeout: WAIT_MS });
  try {
    try {
      lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    } catch (cause) {
      throw new StorageError('unavailable', `${path}: it cannot be locked: ${(cause as Error).message}`, {
        cause,
      });
    }
    return action();
  } finally {
    lock.close();
  }
}
