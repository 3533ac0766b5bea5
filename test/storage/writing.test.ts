import { buffer, text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { inBlocks, patterned } from './content.ts';
import { onEachStore } from './on-each-store.ts';

const MiB = 1024 * 1024;

onEachStore(({ entry, place }) => {
  test.for([
    ['bytes', (content: Buffer) => content],
    ['a stream', (content: Buffer) => inBlocks(content, 3)],
    ['a stream that is asked for', (content: Buffer) => (start: number) => inBlocks(content.subarray(start))],
  ] as const)('writes %s, and says what is there now', async ([, sourceOf]) => {
    const { store, at, uri } = await place();
    const info = await store.write(at('f'), sourceOf(Buffer.from('content')));
    const { metadata: _, ...there } = await store.stat(at('f'));
    expect(info).toMatchObject({ uri: `${uri}f`, size: 7 });
    expect({ ...info, mtime: '' }).toEqual({ ...there, mtime: '' });
    // Some stores do not say when, and then it is the time of their answer.
    expect(Math.abs(Date.parse(info.mtime) - Date.parse(there.mtime))).toBeLessThan(60_000);
    expect(await text(await store.read(at('f'), { version: info.version }))).toBe('content');
  });

  test('what is there is written over', async () => {
    const { store, at } = await place();
    await store.write(at('f'), patterned(9 * MiB));
    await store.write(at('f'), Buffer.from('short'));
    expect(await text(await store.read(at('f')))).toBe('short');
    await store.write(at('f'), patterned(9 * MiB));
    expect((await buffer(await store.read(at('f')))).equals(patterned(9 * MiB))).toBe(true);
  });

  test.for([
    ['known', 20 * MiB + 7],
    ['unknown', undefined],
  ])('20 MiB whose size is %s come through a stream, counted as they are taken', async ([, size]) => {
    const { store, at } = await place();
    const content = patterned(20 * MiB + 7);
    let moved = 0;
    const info = await store.write(at('f'), inBlocks(content, 1_000_003), {
      ...(size !== undefined && { size: size as number }),
      moved: (bytes) => (moved += bytes),
    });
    expect({ moved, size: info.size }).toEqual({ moved: content.length, size: content.length });
    expect((await buffer(await store.read(at('f'), { version: info.version }))).equals(content)).toBe(true);
  });

  test('a long stream is taken no faster than it is written', async () => {
    const { store, at } = await place();
    const block = patterned(MiB);
    let taken = 0;
    let moved = 0;
    let ahead = 0;
    async function* source(): AsyncGenerator<Buffer> {
      for (let number = 0; number < 96; number++) {
        taken += block.length;
        ahead = Math.max(ahead, taken - moved);
        yield block;
      }
    }
    await store.write(at('f'), source(), { size: 96 * MiB, moved: (bytes) => (moved += bytes) });
    expect(moved).toBe(96 * MiB);
    expect(ahead / MiB).toBeLessThanOrEqual(64);
    await store.remove(at('f'));
  });

  test.for([5, 12 * MiB])('a source of another length than %i bytes leaves the old object', async (size) => {
    const { store, at } = await place();
    const { version } = await store.write(at('f'), Buffer.from('old'));
    for (const wrong of [size - 1, size + 1]) {
      const write = store.write(at('f'), inBlocks(patterned(wrong)), { size });
      await expect(write).rejects.toThrow(RangeError);
      await expect(store.write(at('new'), inBlocks(patterned(wrong)), { size })).rejects.toThrow(RangeError);
    }
    expect(await store.stat(at('f'))).toMatchObject({ version });
    await expect(store.stat(at('new'))).rejects.toMatchObject({ reason: 'notFound' });
  });

  test.for([10, 20 * MiB])('what a source throws after %i bytes comes out as it is', async (size) => {
    const { store, at, uri } = await place();
    const broken = Object.assign(new Error('the other side went away'), { code: 'ECONNRESET' });
    async function* source(): AsyncGenerator<Buffer> {
      yield* inBlocks(patterned(size));
      throw broken;
    }
    await expect(store.write(at('f'), source())).rejects.toBe(broken);
    await expect(store.stat(at('f'))).rejects.toMatchObject({ reason: 'notFound' });
    await store.write(at('other'), Buffer.from('x'));
    const names = (await Array.fromAsync(store.list(at('')))).map((info) => info.uri);
    expect(names).toEqual([`${uri}other`]);
  });

  test.for([10, 20 * MiB])('a signal after %i bytes ends a write with its own reason', async (size) => {
    const { store, at } = await place();
    const stop = new AbortController();
    const reason = new Error('enough');
    async function* source(): AsyncGenerator<Buffer> {
      yield* inBlocks(patterned(size));
      stop.abort(reason);
      yield Buffer.from('more');
    }
    await expect(store.write(at('f'), source(), { signal: stop.signal })).rejects.toBe(reason);
    await expect(store.stat(at('f'))).rejects.toMatchObject({ reason: 'notFound' });
  });

  test('removing what is there, and what is not', async () => {
    const { store, at } = await place();
    const { version } = await store.write(at('f'), Buffer.from('x'));
    await expect(store.remove(at('f'), { ifMatch: 'other' })).rejects.toMatchObject({ reason: 'changed' });
    await store.remove(at('f'), { ifMatch: version });
    await expect(store.stat(at('f'))).rejects.toMatchObject({ reason: 'notFound' });
    await store.remove(at('f'));
  });

  describe.skipIf(!entry.isObjectStore)('metadata', () => {
    test.for([5, 9 * MiB])('come back as they were written with %i bytes', async (size) => {
      const { store, at } = await place();
      const metadata = { leat_run: 'a b=c;"d"', x2: '0' };
      for (const condition of [{}, { ifNoneMatch: '*' as const }]) {
        await store.remove(at('f'));
        await store.write(at('f'), patterned(size), { metadata, contentType: 'text/csv', ...condition });
        expect((await store.stat(at('f'))).metadata).toEqual(metadata);
      }
      await store.write(at('f'), patterned(size));
      expect((await store.stat(at('f'))).metadata).toEqual({});
    });

    test('a copy has those of the original, or its own', async () => {
      const { store, at } = await place();
      await store.write(at('f'), Buffer.from('x'), { metadata: { a: '1' } });
      await store.copy(at('f'), at('same'));
      await store.copy(at('f'), at('other'), { metadata: { b: '2' } });
      await store.copy(at('f'), at('none'), { metadata: {}, ifNoneMatch: '*' });
      const of = async (name: string): Promise<unknown> => (await store.stat(at(name))).metadata;
      expect(await Promise.all(['same', 'other', 'none'].map(of))).toEqual([{ a: '1' }, { b: '2' }, {}]);
    });
  });
});
