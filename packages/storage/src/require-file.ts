import type { Stats } from 'node:fs';
import { StorageError } from './storage-error.ts';

/** @throws StorageError `denied` for a directory, a FIFO, a device */
export function requireFile(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  const what = stats.isDirectory() ? 'a directory, not a file' : 'no regular file';
  throw new StorageError('denied', `${path} is ${what}`);
}
