import { StorageError, type ObjectInfo } from '@leat/storage';
import { constants } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import type { Place } from './place.ts';

/**
 * Brings one version of an object to a local file.
 *
 * @returns its path
 * @throws StorageError `changed` when it is another version
 */
export async function download(place: Place, version: string | undefined, path: string): Promise<string> {
  const { store, address, traffic, signal } = place;
  if (address.scheme === 'file') {
    // In the kernel, and without the bytes where the file system can share them.
    await requireVersion(place, version);
    await copyFile(address.bytes ?? address.path, path, constants.COPYFILE_FICLONE);
    traffic.read += (await requireVersion(place, version)).size;
    return path;
  }
  const file = await open(path, 'wx');
  try {
    for await (const block of await store.read(address, { version, signal })) {
      await file.writeFile(block);
      traffic.read += block.length;
    }
  } finally {
    await file.close();
  }
  return path;
}

async function requireVersion(
  { store, address, uri }: Place,
  version: string | undefined,
): Promise<ObjectInfo> {
  const info = await store.stat(address);
  if (version === undefined || info.version === version) return info;
  throw new StorageError('changed', `${uri}: it has changed since it was listed`);
}
