import type { ObjectInfo } from '@leat/storage';
import { symlink } from 'node:fs/promises';
import { download } from './download.ts';
import type { Place } from './place.ts';

/**
 * Brings a whole table to where DuckDB can read it. A file is read where it is, by a link, so that its name is no
 * pattern to DuckDB: it may become another while it is read, which the commit finds out (see also `unlessChanged`).
 *
 * @returns its path
 * @throws StorageError `changed` when it is another version
 */
export async function wholeTable(place: Place, { version, size }: ObjectInfo, path: string): Promise<string> {
  const { address, traffic } = place;
  if (address.scheme !== 'file') return download(place, version, path);
  await symlink(address.bytes ?? address.path, path);
  traffic.read += size;
  return path;
}
