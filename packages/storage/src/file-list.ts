import { readdir, stat } from 'node:fs/promises';
import { addressOfBytes, type FileAddress } from './address.ts';
import { infoOf } from './file-version.ts';
import { onDisk, StorageError } from './storage-error.ts';
import type { ListOptions, ObjectInfo } from './store.ts';
import { isTemporary } from './temporary-name.ts';

/**
 * The files below a directory, in the bytewise order of their paths; links to files are files, links to directories
 * are not followed. What cannot be read fails the listing: for a listing that goes on past trouble, `leat-scan` has
 * a walker of its own.
 */
export async function* listFiles(
  directory: FileAddress,
  options: ListOptions = {},
): AsyncGenerator<ObjectInfo, void> {
  options.signal?.throwIfAborted();
  // One character per byte (latin1): names need not be UTF-8, and comparison is by bytes.
  const listing = readdir(directory.bytes ?? directory.path, { withFileTypes: true, encoding: 'latin1' });
  const entries = await listing.catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOTDIR') return onDisk(directory.path, listing);
    throw new StorageError('denied', `${directory.path}: it is a file, not a directory`, { cause });
  });
  const turns = entries.map((entry) => ({
    entry,
    turn: entry.isDirectory() ? `${entry.name}/` : entry.name,
  }));
  for (const { entry } of turns.toSorted((a, b) => (a.turn < b.turn ? -1 : 1))) {
    const address = below(directory, entry.name);
    if (entry.isDirectory()) yield* listFiles(address, options);
    else if ((entry.isFile() || entry.isSymbolicLink()) && !isTemporary(entry.name))
      yield* listFile(address, options);
  }
}

async function* listFile(address: FileAddress, { since }: ListOptions): AsyncGenerator<ObjectInfo, void> {
  const stats = await onDisk(address.path, stat(address.bytes ?? address.path));
  if (!stats.isFile()) return;
  const info = infoOf(address, stats);
  if (since === undefined || info.mtime >= since) yield info;
}

function below({ path, bytes }: FileAddress, name: string): FileAddress {
  const directory = bytes ?? Buffer.from(path);
  return addressOfBytes(
    Buffer.concat([directory, Buffer.from(path.endsWith('/') ? name : `/${name}`, 'latin1')]),
  );
}
