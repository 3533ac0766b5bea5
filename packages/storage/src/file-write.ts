import { open, realpath, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatAddress, type FileAddress } from './address.ts';
import { infoOf } from './file-version.ts';
import { putInPlace } from './put-in-place.ts';
import { onDisk, StorageError } from './storage-error.ts';
import { blocksOf, measured } from './source.ts';
import type { Conditions, ObjectInfo, Source, WriteOptions } from './store.ts';
import { makeDirectory, syncDirectory } from './sync-directory.ts';
import { removeStale, temporaryName } from './temporary-name.ts';

/** Writes a file whole or not at all. What the source throws comes out as it is. */
export function writeFile(
  address: FileAddress,
  source: Source,
  options: WriteOptions = {},
): Promise<ObjectInfo> {
  const { path } = address;
  return replaceFile(address, options, async (temporary) => {
    const file = await onDisk(path, open(temporary, 'wx', 0o666));
    try {
      await appendTo(file, path, source, options);
      return file;
    } catch (cause) {
      await file.close();
      throw cause;
    }
  });
}

/** Writes at the end of an open file. */
export async function appendTo(
  file: FileHandle,
  path: string,
  source: Source,
  { size, moved, signal }: Pick<WriteOptions, 'size' | 'moved' | 'signal'>,
): Promise<void> {
  for await (const block of measured(blocksOf(source), size, signal)) {
    await onDisk(path, file.writeFile(block));
    moved?.(block.length);
  }
}

/**
 * Puts a new file in the place of another, or where none is: `fill` makes it under a temporary name in the same
 * directory; it is brought to the disk and gets its name, and the directory is brought to the disk. A crash leaves
 * the old file or the new one, and perhaps a temporary file, which the next write into that directory removes.
 * Where a link to a file is, the file that it points to is replaced.
 *
 * @param fill gives the temporary file, open
 */
export async function replaceFile(
  address: FileAddress,
  options: Conditions,
  fill: (temporary: string) => Promise<FileHandle>,
): Promise<ObjectInfo> {
  const path = await targetOf(address);
  const directory = dirname(path);
  const temporary = join(directory, temporaryName());
  await onDisk(path, makeDirectory(directory));
  await onDisk(path, removeStale(directory));
  let file: FileHandle | undefined;
  try {
    file = await fill(temporary);
    return await finish(address, file, temporary, path, options);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  } finally {
    await file?.close();
  }
}

/** Brings a finished file to the disk and gives it its name. */
export async function finish(
  address: FileAddress,
  file: FileHandle,
  temporary: string,
  path: string,
  options: Conditions,
): Promise<ObjectInfo> {
  await onDisk(path, file.sync());
  await putInPlace(file, temporary, path, options);
  await onDisk(path, syncDirectory(dirname(path)));
  // Of the open file: by now its name may be somebody else's again.
  return infoOf(address, await onDisk(path, file.stat()));
}

/** @throws StorageError `denied` for a name that is not UTF-8: those are only read */
export function writablePath(address: FileAddress): string {
  if (address.bytes === undefined) return address.path;
  throw new StorageError('denied', `${formatAddress(address)}: a name that is not UTF-8 is not written`);
}

/** Where a file is really written: behind a link, if there is one. */
export async function targetOf(address: FileAddress): Promise<string> {
  const path = writablePath(address);
  return realpath(path).catch(() => path);
}
