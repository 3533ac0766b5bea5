import { expect, test } from 'vitest';
import type { ObjectInfo, Store } from '@leat/storage';
import { Readable } from 'node:stream';
import { readTable } from './table/look.ts';
import type { Place } from './table/place.ts';

const info: ObjectInfo = { uri: 's3://b/t', size: 16, mtime: '2026-01-31T12:00:00Z', version: 'old' };

/** A store that answers reads with what is no table. */
function placeOf(now: ObjectInfo): Place {
  const store = {
    read: async () => Readable.from([Buffer.alloc(16)]),
    stat: async () => now,
  } as unknown as Store;
  const traffic = { read: 0, written: 0, copied: 0 };
  const address = { scheme: 's3', bucket: 'b', key: 't' } as const;
  return { uri: info.uri, store, address, traffic, signal: new AbortController().signal };
}

test('what cannot be read, and is another version a moment later, has changed', async () => {
  const reading = readTable(placeOf({ ...info, version: 'new' }), info);
  await expect(reading).rejects.toMatchObject({ reason: 'changed' });
});

test('what cannot be read and stays what it was is no table', async () => {
  await expect(readTable(placeOf(info), info)).rejects.toMatchObject({
    class: 'fatal',
    code: 'unreadable_table',
  });
});
