import { constants } from 'node:fs';
import { copyFile, open, stat } from 'node:fs/promises';
import type { FileAddress } from './address.ts';
import { fileVersion } from './file-version.ts';
import { appendTo, replaceFile, writablePath } from './file-write.ts';
import { onDisk, StorageError } from './storage-error.ts';
import type { ObjectInfo, Source, TailOptions } from './store.ts';

/**
 * Keeps the first bytes of a file and writes others after them: on a copy, which shares its blocks with the original
 * where the file system can (btrfs, xfs) and is made inside the kernel elsewhere, and which then takes its place.
 *
 * @throws StorageError `changed` when the file is or becomes another version; `denied` when it is shorter than `keep`
 */
export async function replaceTail(
  address: FileAddress,
  keep: number,
  tail: Source,
  options: TailOptions,
): Promise<ObjectInfo & { readonly copied: number }> {
  const path = writablePath(address);
  const info = await replaceFile(address, { ifMatch: options.ifMatch }, async (temporary) => {
    const before = await onDisk(path, stat(path));
    if (fileVersion(before) !== options.ifMatch)
      throw new StorageError('changed', `${path}: it is not what it was`);
    if (before.size < keep)
      throw new StorageError(
        'denied',
        `${path}: it has ${before.size} bytes, fewer than the ${keep} to keep`,
      );
    await onDisk(path, copyFile(path, temporary, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL));
    const file = await onDisk(path, open(temporary, constants.O_WRONLY | constants.O_APPEND));
    try {
      await onDisk(path, file.truncate(keep));
      await appendTo(file, path, tail, options);
      return file;
    } catch (cause) {
      await file.close();
      throw cause;
    }
  });
  return { ...info, copied: keep };
}
