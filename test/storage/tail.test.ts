import type { StorageError } from '@leat/storage';
import { buffer, text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { inBlocks, patterned } from './content.ts';
import { onEachStore } from './on-each-store.ts';

const MiB = 1024 * 1024;

onEachStore(({ entry, place }) => {
  test.for([
    [0, 'new'],
    [4, 'keepnew'],
    [8, 'keepdropnew'],
  ] as const)('keeps %i bytes', async ([keep, content]) => {
    const { store, at } = await place();
    const { version } = await store.write(at('f'), Buffer.from('keepdrop'));
    let moved = 0;
    const info = await store.replaceTail(at('f'), keep, Buffer.from('new'), {
      ifMatch: version,
      size: 3,
      moved: (bytes) => (moved += bytes),
    });
    expect(await text(await store.read(at('f'), { version: info.version }))).toBe(content);
    expect(info).toMatchObject({ size: content.length });
    expect(await store.stat(at('f'))).toMatchObject({ version: info.version, size: content.length });
    // Some stores have to take what is kept once more.
    expect(moved).toBeGreaterThanOrEqual(3);
  });

  test.for([
    ['within the first block', 6 * MiB + 5],
    ['where blocks may meet', 16 * MiB],
    ['in the middle', 13 * MiB + 1],
    ['all', 17 * MiB + 3],
  ] as const)('keeps a large beginning: %s', async ([, keep]) => {
    const { store, at } = await place();
    const content = patterned(17 * MiB + 3);
    const { version } = await store.write(at('f'), inBlocks(content));
    const tail = patterned(3 * MiB, 7);
    const info = await store.replaceTail(at('f'), keep, inBlocks(tail), {
      ifMatch: version,
      size: tail.length,
    });
    const expected = Buffer.concat([content.subarray(0, keep), tail]);
    expect((await buffer(await store.read(at('f'), { version: info.version }))).equals(expected)).toBe(true);
    expect(info.size).toBe(expected.length);
    // Never all of it, twice.
    expect(info.copied).toBeLessThanOrEqual(keep);
  });

  test('grows a small object over and over, with cuts where the next tail begins', async () => {
    const { store, at } = await place();
    let content = patterned(1000);
    let { version } = await store.write(at('f'), content, { cuts: [900] });
    for (let number = 1; number <= 5; number++) {
      const keep = content.length - 100;
      const tail = patterned(300, number);
      const cuts = [keep + 200];
      const info = await store.replaceTail(at('f'), keep, tail, { ifMatch: version, size: 300, cuts });
      content = Buffer.concat([content.subarray(0, keep), tail]);
      expect((await buffer(await store.read(at('f'), { version: info.version }))).equals(content)).toBe(true);
      version = info.version;
    }
  });

  test('grows a large object twice in a row', async () => {
    const { store, at } = await place();
    let content = patterned(21 * MiB);
    let { version } = await store.write(at('f'), content, { cuts: [13 * MiB, 21 * MiB - 1000] });
    for (const number of [1, 2]) {
      const keep = content.length - 1000;
      const tail = patterned(9 * MiB, number);
      const cuts = [content.length + 9 * MiB - 2000];
      const info = await store.replaceTail(at('f'), keep, tail, {
        ifMatch: version,
        size: tail.length,
        cuts,
      });
      content = Buffer.concat([content.subarray(0, keep), tail]);
      expect((await buffer(await store.read(at('f'), { version: info.version }))).equals(content)).toBe(true);
      version = info.version;
    }
  });

  test.for([3, 17 * MiB])('of %i bytes, another version stays as it is', async (size) => {
    const { store, at } = await place();
    const old = await store.write(at('f'), patterned(size));
    const { version } = await store.write(at('f'), patterned(size, 1));
    const late = { ifMatch: old.version, size: 3 };
    const changed = { reason: 'changed', class: 'reject' };
    for (const keep of [0, 1, size])
      await expect(store.replaceTail(at('f'), keep, Buffer.from('new'), late)).rejects.toMatchObject(changed);
    expect(await store.stat(at('f'))).toMatchObject({ version });
  });

  test.for([3, 17 * MiB])('of %i bytes, what changes while the tail comes stays changed', async (size) => {
    const { store, at } = await place();
    const { version } = await store.write(at('f'), patterned(size));
    async function* tail(): AsyncGenerator<Buffer> {
      await store.write(at('f'), Buffer.from('somebody else'));
      yield Buffer.from('new');
    }
    const late = store.replaceTail(at('f'), size - 1, tail(), { ifMatch: version, size: 3 });
    await expect(late).rejects.toMatchObject({ reason: 'changed' });
    expect(await text(await store.read(at('f')))).toBe('somebody else');
  });

  test('of ten that replace the tail of one version, one does', async () => {
    const { store, at } = await place();
    const { version } = await store.write(at('f'), Buffer.from('old'));
    const ended = await Promise.allSettled(
      Array.from({ length: 10 }, (_, number) =>
        store.replaceTail(at('f'), 3, Buffer.from(String(number)), { ifMatch: version, size: 1 }),
      ),
    );
    const won = ended.flatMap((one, index) => (one.status === 'fulfilled' ? [index] : []));
    expect(won).toHaveLength(1);
    const lost = ended.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as StorageError).reason] : [],
    );
    expect(new Set(lost)).toEqual(new Set(['changed']));
    expect(await text(await store.read(at('f')))).toBe(`old${won[0]}`);
  });

  test('more than there is cannot be kept, and a missing object has changed', async () => {
    const { store, at } = await place();
    const { version } = await store.write(at('f'), Buffer.from('12345'));
    const tail = { ifMatch: version, size: 3 };
    await expect(store.replaceTail(at('f'), 6, Buffer.from('new'), tail)).rejects.toMatchObject({
      reason: 'denied',
    });
    await expect(store.replaceTail(at('f'), 2, Buffer.from('longer'), tail)).rejects.toThrow(RangeError);
    expect(await store.stat(at('f'))).toMatchObject({ version });
    await store.remove(at('f'));
    await expect(store.replaceTail(at('f'), 2, Buffer.from('new'), tail)).rejects.toMatchObject({
      reason: expect.stringMatching(/^(notFound|changed)$/) as string,
    });
  });

  test.skipIf(!entry.isObjectStore).for([10, 9 * MiB])(
    'metadata of %i bytes stay, or are new',
    async (size) => {
      const { store, at } = await place();
      let { version } = await store.write(at('f'), patterned(size), {
        metadata: { a: '1' },
        contentType: 'text/csv',
      });
      const tail = async (metadata?: Record<string, string>): Promise<unknown> => {
        const options = { ifMatch: version, size: 3, ...(metadata !== undefined && { metadata }) };
        ({ version } = await store.replaceTail(at('f'), size - 1, Buffer.from('new'), options));
        return (await store.stat(at('f'))).metadata;
      };
      expect(await tail()).toEqual({ a: '1' });
      expect(await tail({ b: '2' })).toEqual({ b: '2' });
    },
  );
});
