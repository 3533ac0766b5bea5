import { openStore } from '@leat/storage';
import type { JsonObject, Members } from '@leat/pipe';
import { createHash } from 'node:crypto';
import { mapSlowly } from './map-slowly.ts';

/** What a rev that was made here begins with: it is made anew whenever the record comes again. */
const MADE_HERE = 'stat-';
const STATS_AT_ONCE = 16;

/**
 * Gives a plain request (`{category, dataset_title, files}`) the identity that it lacks: its key is the path of its
 * names, its rev changes with the name, size or time of any of its files.
 */
export function complete(record: JsonObject): Promise<Members> | undefined {
  const { key, rev, category, dataset_title: title, files } = record;
  if (typeof title !== 'string' || files === undefined) return undefined;
  if (typeof rev === 'string' && !rev.startsWith(MADE_HERE)) return undefined;
  const made = typeof category === 'string' && category !== '' ? `${category}/${title}` : title;
  // What is no list is for the schema to refuse.
  return revOf(Array.isArray(files) ? files : []).then((rev) => ({ key: key ?? made, rev }));
}

export function isMadeHere(rev: string): boolean {
  return rev.startsWith(MADE_HERE);
}

/** @param files of a request: paths, or objects with a path; what is none of both is left for the schema to refuse */
export async function revOf(files: readonly unknown[]): Promise<string> {
  const lines = await mapSlowly(files, STATS_AT_ONCE, async (file) => {
    const { uri, path, name, folder } = (
      typeof file === 'string' ? { uri: file } : (file ?? {})
    ) as JsonObject;
    return JSON.stringify([name, folder, uri ?? path, await versionAt(uri ?? path)]);
  });
  const digest = createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
  return MADE_HERE + digest.slice(0, 32);
}

/** What is not there has a version too: the failure comes when it is to be sent, with the key to find it by. */
async function versionAt(uri: unknown): Promise<string> {
  try {
    const { store, address } = await openStore(String(uri));
    return (await store.stat(address)).version;
  } catch {
    return 'missing';
  }
}
