import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StorageError } from './storage-error.ts';

/** What says that a file system has no such thing, or that one may not list the directory: the write stands. */
const harmless: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EACCES']);

/** Brings the names in a directory to the disk: without it, a crash can take a rename back. */
export async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (!harmless.has((cause as NodeJS.ErrnoException).code ?? '')) throw cause;
  }
}

/**
 * Makes a directory and those above it, where they are missing, and brings their names to the disk. One by one: where a
 * file system makes no directories and says ENOENT (`/proc`), the recursive mkdir of Node never ends.
 */
export async function makeDirectory(directory: string): Promise<void> {
  let isNew: boolean;
  try {
    isNew = await makeOne(directory);
  } catch (cause) {
    const above = dirname(directory);
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT' || above === directory) throw cause;
    await makeDirectory(above);
    isNew = await makeOne(directory).catch((again: NodeJS.ErrnoException) => {
      if (again.code !== 'ENOENT') throw again;
      throw new StorageError('denied', `${above} takes no directories`, { cause: again });
    });
  }
  if (isNew) await syncDirectory(dirname(directory));
}

/** @returns false where it is there already */
async function makeOne(directory: string): Promise<boolean> {
  try {
    await mkdir(directory);
    return true;
  } catch (cause) {
    const there = await stat(directory).catch(() => undefined);
    if (there?.isDirectory() === true) return false;
    if (there === undefined) throw cause;
    throw new StorageError('denied', `${directory} is no directory`, { cause });
  }
}
