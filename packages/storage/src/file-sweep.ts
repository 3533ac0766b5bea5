import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileAddress } from './address.ts';
import { isoTime } from './iso-time.ts';
import { onDisk } from './storage-error.ts';
import type { Leftover, Store } from './store.ts';
import { isInUse, isTemporary } from './temporary-name.ts';

/** Temporary files below a directory that nobody writes to any more; a file in the place of a directory has none. */
export async function* sweepFiles(
  { path }: FileAddress,
  { olderThanSeconds, isDryRun = false, signal }: Parameters<Store['sweep']>[1],
): AsyncGenerator<Leftover, void> {
  const before = Date.now() - olderThanSeconds * 1000;
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOTDIR' || cause.code === 'ENOENT') return [];
    return onDisk(path, Promise.reject(cause));
  });
  for (const entry of entries) {
    signal?.throwIfAborted();
    const place = join(path, entry.name);
    if (entry.isDirectory())
      yield* sweepFiles(
        { scheme: 'file', path: place },
        { olderThanSeconds, isDryRun, ...(signal && { signal }) },
      );
    if (!entry.isFile() || !isTemporary(entry.name) || isInUse(entry.name)) continue;
    const { mtimeMs } = await onDisk(place, stat(place));
    if (mtimeMs > before) continue;
    if (!isDryRun) await onDisk(place, rm(place, { force: true }));
    yield { uri: place, what: 'temporary file', begun: isoTime(mtimeMs) };
  }
}
