import { StorageError, type ObjectInfo } from '@leat/storage';
import type { LabelledRoot } from '../labels.ts';

export const MODIFIED = '2026-05-01T10:00:00.000Z';

export interface MemoryPrefix extends LabelledRoot {
  readonly asked: string[];
}

/** A prefix whose objects are names, in the order in which a store lists them; `broken` is where a listing breaks. */
export function memoryPrefix(
  names: readonly string[],
  options: { readonly path?: string; readonly prefix?: string; readonly broken?: StorageError } = {},
): MemoryPrefix {
  const { path = 's3://bucket/raw', prefix = '', broken } = options;
  const sorted = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const asked: string[] = [];
  return {
    path,
    prefix,
    asked,
    objects: {
      async *list() {
        for (const name of sorted) yield infoOf(`${path}/${name}`, name === '' || name.endsWith('/') ? 0 : 3);
        if (broken !== undefined) throw broken;
      },
      async isThere(uri) {
        asked.push(uri);
        return sorted.includes(uri.slice(path.length + 1));
      },
      async hash(uri) {
        return uri.endsWith('changed') ? undefined : `hash of ${uri}`;
      },
    },
  };
}

export function infoOf(uri: string, size = 3): ObjectInfo {
  return { uri, size, mtime: MODIFIED, version: `etag-of-${uri.slice(uri.lastIndexOf('/') + 1)}` };
}
