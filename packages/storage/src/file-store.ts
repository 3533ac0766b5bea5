import { unlinkSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileAddress } from './address.ts';
import { whileLocked } from './directory-lock.ts';
import { copyOver } from './file-copy.ts';
import { listFiles } from './file-list.ts';
import { readFile } from './file-read.ts';
import { isResumable, writeResumable } from './file-resume.ts';
import { sweepFiles } from './file-sweep.ts';
import { replaceTail } from './file-tail.ts';
import { infoOf } from './file-version.ts';
import { writablePath, writeFile } from './file-write.ts';
import { checkVersion } from './put-in-place.ts';
import { requireFile } from './require-file.ts';
import { fromErrno, onDisk } from './storage-error.ts';
import type { Store } from './store.ts';

/** Files of this machine, and of what it has mounted. */
export const fileStore: Store<FileAddress> = {
  list: listFiles,

  async stat(address) {
    const stats = await onDisk(address.path, stat(address.bytes ?? address.path));
    requireFile(address.path, stats);
    return infoOf(address, stats);
  },

  read: readFile,
  write: (address, source, options = {}) =>
    isResumable(source, options)
      ? writeResumable(address, source, options)
      : writeFile(address, source, options),
  copy: (from, to, options = {}) => copyOver(from, to, options),
  replaceTail,
  sweep: sweepFiles,
  // Between writers of this package: see put-in-place.ts.
  keepsConditions: () => Promise.resolve(true),

  async remove(address, { ifMatch } = {}) {
    const path = writablePath(address);
    if (ifMatch === undefined) return removeNow(path);
    return whileLocked(dirname(path), () => {
      checkVersion(path, ifMatch);
      removeNow(path);
    });
  },
};

function removeNow(path: string): void {
  try {
    unlinkSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw fromErrno(path, cause);
  }
}
