import { Failure } from '@leat/pipe';
import type { Address, Leftover, Store } from '@leat/storage';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { inBlocks, patterned } from './content.ts';
import { onEachStore } from './on-each-store.ts';

const MiB = 1024 * 1024;

/** Begins a write that breaks off when the store has taken so many bytes. */
async function cutOff(store: Store, address: Address, content: Buffer, taken: number): Promise<void> {
  const enough = Promise.withResolvers<void>();
  let moved = 0;
  async function* source(): AsyncGenerator<Buffer> {
    yield* inBlocks(content.subarray(0, taken + 4 * MiB), MiB);
    await enough.promise;
    throw new Failure('retry', 'unavailable', 'the other side went away');
  }
  const write = store.write(address, () => source(), {
    size: content.length,
    resumable: 'content 1',
    moved(bytes) {
      moved += bytes;
      if (moved >= taken) enough.resolve();
    },
  });
  await expect(write).rejects.toThrow('the other side went away');
}

onEachStore(({ entry, place }) => {
  const taken = entry.resumesAfter;
  const size = taken + 8 * MiB;

  test('what a cut-off write has brought over is not sent again', async () => {
    const { store, at } = await place();
    const content = patterned(size);
    await cutOff(store, at('f'), content, taken);
    await expect(store.stat(at('f'))).rejects.toMatchObject({ reason: 'notFound' });
    let moved = 0;
    const info = await store.write(at('f'), (start) => inBlocks(content.subarray(start), MiB), {
      size,
      resumable: 'content 1',
      moved: (bytes) => (moved += bytes),
    });
    expect(moved).toBe(8 * MiB);
    expect(info.size).toBe(size);
    expect((await buffer(await store.read(at('f'), { version: info.version }))).equals(content)).toBe(true);
  });

  test('another content gets nothing of it', async () => {
    const { store, at } = await place();
    await cutOff(store, at('f'), patterned(size), taken);
    const content = patterned(size, 5);
    const info = await store.write(at('f'), (start) => inBlocks(content.subarray(start), MiB), {
      size,
      resumable: 'content 2',
      ifNoneMatch: '*',
    });
    expect((await buffer(await store.read(at('f'), { version: info.version }))).equals(content)).toBe(true);
  });

  test.skipIf(!entry.isObjectStore)(
    'what a cut-off write leaves is swept when it is old enough',
    async () => {
      const { store, at, uri } = await place();
      await store.write(at('whole'), Buffer.from('x'));
      await store.write(at('empty'), Buffer.alloc(0));
      await cutOff(store, at('f'), patterned(size), taken);
      const sweep = (olderThanSeconds: number, isDryRun: boolean): Promise<Leftover[]> =>
        Array.fromAsync(store.sweep(at(''), { olderThanSeconds, isDryRun }));
      expect(await sweep(3600, false)).toEqual([]);
      const leftover = { uri: `${uri}f`, what: entry.leaves, begun: expect.stringMatching(/Z$/) as string };
      // Object stores know whole seconds only, and round them.
      expect(await sweep(-2, true)).toEqual([leftover]);
      expect(await sweep(-2, false)).toEqual([leftover]);
      expect(await sweep(-2, false)).toEqual([]);
      const names = (await Array.fromAsync(store.list(at('')))).map((info) => info.uri);
      expect(names).toEqual([`${uri}empty`, `${uri}whole`]);
    },
  );
});
