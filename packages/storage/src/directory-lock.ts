import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from './storage-error.ts';

const LOCK = '.leat.lock';
/** SQLite's own limit (MAX_PATHNAME), less what it adds to the name. */
const LONGEST_PATH = 500;
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
  let lock: InstanceType<typeof DatabaseSync> | undefined;
  try {
    try {
      lock = new DatabaseSync(path, { timeout: WAIT_MS });
      lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    } catch (cause) {
      throw refused(path, cause as Error);
    }
    return action();
  } finally {
    lock?.close();
  }
}

function refused(path: string, cause: Error): StorageError {
  const detail = { cause };
  if (Buffer.byteLength(path) > LONGEST_PATH)
    return new StorageError('denied', `${path}: it cannot be locked: its path is too long`, detail);
  return new StorageError('unavailable', `${path}: it cannot be locked: ${cause.message}`, detail);
}
