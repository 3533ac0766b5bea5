import { lstatSync, renameSync, statSync } from 'node:fs';
import { link, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasLock, whileLocked } from './directory-lock.ts';
import { fileVersion } from './file-version.ts';
import { fromErrno, onDisk, StorageError } from './storage-error.ts';
import type { Conditions } from './store.ts';

const quiet = { throwIfNoEntry: false } as const;
/** How file systems without hard links refuse one: FAT, SMB, some FUSE. */
const noLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Gives a finished file its name, in one step.
 *
 * `ifNoneMatch` is exact: link(2) fails where something is. `ifMatch` looks and renames under the lock of the
 * directory, and once a directory has a lock, every write into it takes it: between processes that write by this
 * package nothing is lost. Another program can still write between the look and the rename, a few µs apart; no file
 * system has a rename with a condition.
 *
 * @param file open, at `temporary`
 * @throws StorageError `exists`, `changed`
 */
export async function putInPlace(
  file: FileHandle,
  temporary: string,
  path: string,
  { ifMatch, ifNoneMatch }: Conditions,
): Promise<void> {
  if (ifNoneMatch === '*') return linkInPlace(file, temporary, path);
  const before = await stat(path).catch(() => undefined);
  if (before !== undefined) await onDisk(path, file.chmod(before.mode & 0o7777));
  const directory = dirname(path);
  if (ifMatch === undefined && !hasLock(directory)) return onDisk(path, rename(temporary, path));
  return whileLocked(directory, () => {
    if (ifMatch !== undefined) checkVersion(path, ifMatch);
    renameNow(temporary, path);
  });
}

/** @throws StorageError `changed` when `path` is not there in that version */
export function checkVersion(path: string, version: string): void {
  const stats = statSync(path, quiet);
  if (stats === undefined || fileVersion(stats) !== version)
    throw new StorageError('changed', `${path}: it is not what it was`);
}

async function linkInPlace(file: FileHandle, temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    if (noLinks.has(code)) return renameWhereNothingIs(temporary, path);
    // A network file system may have made the link, lost its answer, and be asked again.
    if (code !== 'EEXIST' || !(await isSame(file, path))) throw fromErrno(path, cause);
  }
  await onDisk(path, rm(temporary));
}

async function isSame(file: FileHandle, path: string): Promise<boolean> {
  const [mine, there] = await Promise.all([file.stat(), stat(path).catch(() => undefined)]);
  return mine.ino === there?.ino && mine.dev === there.dev;
}

function renameWhereNothingIs(temporary: string, path: string): Promise<void> {
  return whileLocked(dirname(path), () => {
    if (lstatSync(path, quiet) !== undefined) throw new StorageError('exists', `${path}: it exists already`);
    renameNow(temporary, path);
  });
}

function renameNow(temporary: string, path: string): void {
  try {
    renameSync(temporary, path);
  } catch (cause) {
    throw fromErrno(path, cause);
  }
}
