import type { Metadata, ObjectInfo } from '@leat/storage';
import { hash } from 'node:crypto';
import type { WantedFile } from '../wanted.ts';
import type { Found } from './read-found.ts';

/*
 * No underscores in these names, although stores take them: nginx, which stands before many a store, drops headers
 * that have some, and the signature of the request is then wrong.
 */
const FROM = 'leatfrom';
const KEY = 'leatkey';

/** Names a content by where it comes from: equal marks are equal bytes. */
export function contentMark({ uri, version }: Pick<ObjectInfo, 'uri' | 'version'>): string {
  return digest(`${uri}\n${version}`);
}

/** What is written with a copy, so that it is known again without being read. */
export function metadataOf(key: string, original: ObjectInfo): Metadata {
  return { [FROM]: contentMark(original), [KEY]: digest(key) };
}

export function isCopyOf(original: ObjectInfo, { metadata }: ObjectInfo): boolean {
  return metadata?.[FROM] === contentMark(original);
}

/** Whether what lies there is known to be the copy of something else, of a record with another key. */
export function isTaken({ key }: WantedFile, original: Found, { info }: Found): boolean {
  const marked = info.metadata?.[KEY];
  return marked !== undefined && marked !== digest(key) && !isCopyOf(original.info, info);
}

function digest(text: string): string {
  return hash('sha256', text);
}
