import { open } from 'node:fs/promises';
import type { Place } from './place.ts';

/**
 * Brings one version of an object to a local file.
 *
 * @returns its path
 * @throws StorageError `changed` when it is another version
 */
export async function download(place: Place, version: string | undefined, path: string): Promise<string> {
  const { store, address, traffic, signal } = place;
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
