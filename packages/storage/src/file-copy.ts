import { constants } from 'node:fs';
import { copyFile, open, stat } from 'node:fs/promises';
import type { FileAddress } from './address.ts';
import { fileVersion } from './file-version.ts';
import { replaceFile } from './file-write.ts';
import { requireFile } from './require-file.ts';
import { onDisk, StorageError } from './storage-error.ts';
import type { CopyOptions, ObjectInfo } from './store.ts';

/**
 * Copies a file whole or not at all, by sharing its blocks where the file system can (btrfs, xfs) and inside the
 * kernel elsewhere. The copy has the permissions that the original and the umask leave.
 *
 * @throws StorageError `changed` when the original is or becomes another version
 */
export function copyOver(from: FileAddress, to: FileAddress, options: CopyOptions): Promise<ObjectInfo> {
  const source = from.bytes ?? from.path;
  return replaceFile(to, options, async (temporary) => {
    const before = await onDisk(from.path, stat(source));
    requireFile(from.path, before);
    const version = options.version ?? fileVersion(before);
    if (fileVersion(before) !== version) throw changed(from);
    const file = await onDisk(to.path, open(temporary, 'wx', before.mode & 0o777));
    try {
      const { mode } = await file.stat();
      await onDisk(to.path, copyFile(source, temporary, constants.COPYFILE_FICLONE));
      // copyFile has set the original's, which the umask may not allow.
      await onDisk(to.path, file.chmod(mode & 0o7777));
      if (fileVersion(await onDisk(from.path, stat(source))) !== version) throw changed(from);
      options.moved?.(before.size);
      return file;
    } catch (cause) {
      await file.close();
      throw cause;
    }
  });
}

function changed({ path }: FileAddress): StorageError {
  return new StorageError('changed', `${path}: it is not what it was`);
}
