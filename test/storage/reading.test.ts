import { parseAddress, openStore } from '@leat/storage';
import { buffer, text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { patterned } from './content.ts';
import { onEachStore } from './on-each-store.ts';

onEachStore(({ entry, place, started }) => {
  test.for([
    [{}, '0123456789'],
    [{ start: 3 }, '3456789'],
    [{ start: 3, end: 5 }, '34'],
    [{ start: 8, end: 100 }, '89'],
    [{ start: 10 }, ''],
    [{ end: 0 }, ''],
    [{ start: 4, end: 4 }, ''],
  ] as const)('%j of ten bytes is %j', async ([range, expected]) => {
    const { store, at } = await place();
    const { version } = await store.write(at('ten'), Buffer.from('0123456789'));
    expect(await text(await store.read(at('ten'), range))).toBe(expected);
    expect(await text(await store.read(at('ten'), { ...range, version }))).toBe(expected);
  });

  test.for([{}, { start: 0, end: 5 }])('%j of an empty object is empty', async (range) => {
    const { store, at } = await place();
    const { version, size } = await store.write(at('empty'), Buffer.alloc(0));
    expect(size).toBe(0);
    expect(await text(await store.read(at('empty'), { ...range, version }))).toBe('');
    expect(await store.stat(at('empty'))).toMatchObject({ size: 0, version });
  });

  test('what is written over is another version, which no read under the old one gives', async () => {
    const { store, at } = await place();
    const old = await store.write(at('f'), Buffer.from('old'));
    const { version } = await store.write(at('f'), Buffer.from('new, and longer'));
    expect(version).not.toBe(old.version);
    const changed = { reason: 'changed', class: 'reject' };
    await expect(store.read(at('f'), { version: old.version })).rejects.toMatchObject(changed);
    // A range that is not there must not hide it.
    for (const range of [{ start: 1, end: 1 }, { start: 100 }])
      await expect(store.read(at('f'), { ...range, version: old.version })).rejects.toMatchObject(changed);
    expect(await text(await store.read(at('f'), { version }))).toBe('new, and longer');
  });

  test('a large object comes whole, and its ranges fit together', async () => {
    const { store, at } = await place();
    const content = patterned(11_000_003);
    await store.write(at('large'), content);
    expect((await buffer(await store.read(at('large')))).equals(content)).toBe(true);
    const parts = [{ end: 4_000_000 }, { start: 4_000_000, end: 4_000_001 }, { start: 4_000_001 }];
    const read = await Promise.all(parts.map(async (range) => buffer(await store.read(at('large'), range))));
    expect(Buffer.concat(read).equals(content)).toBe(true);
  });

  test('a read that is given up leaves the store usable', async () => {
    const { store, at } = await place();
    await store.write(at('large'), patterned(11_000_003));
    for (let number = 0; number < 5; number++) {
      const stream = await store.read(at('large'));
      await new Promise((resolve) => stream.once('close', resolve).destroy());
    }
    for await (const _block of await store.read(at('large'))) break;
    expect(await store.stat(at('large'))).toMatchObject({ size: 11_000_003 });
  });

  test('a signal ends a read with its own reason', async () => {
    const { store, at } = await place();
    await store.write(at('large'), patterned(11_000_003));
    const stop = new AbortController();
    const reason = new Error('enough');
    const stream = await store.read(at('large'), { signal: stop.signal });
    const read = async (): Promise<void> => {
      for await (const _block of stream) stop.abort(reason);
    };
    await expect(read()).rejects.toBe(reason);
    await expect(store.read(at('large'), { signal: stop.signal }).then(buffer)).rejects.toBe(reason);
  });

  test('what is not there says so, and only that', async () => {
    const { store, at } = await place();
    const notFound = { reason: 'notFound', class: 'reject', code: 'not_found' };
    await expect(store.stat(at('missing'))).rejects.toMatchObject(notFound);
    await expect(store.read(at('missing'))).rejects.toMatchObject(notFound);
    await expect(store.read(at('missing'), { end: 0 })).rejects.toMatchObject(notFound);
    await expect(store.read(at('missing'), { version: 'any' })).rejects.toMatchObject({
      reason: expect.stringMatching(/^(notFound|changed)$/) as string,
    });
    await expect(store.copy(at('missing'), at('copy'))).rejects.toMatchObject(notFound);
  });

  test.skipIf(!entry.isObjectStore)(
    'a bucket or container that is missing never counts as empty',
    async () => {
      const { access, nowhere } = started();
      const address = parseAddress(`${nowhere}f`);
      const { store } = await openStore(`${nowhere}f`, access);
      const denied = { reason: 'denied', message: expect.stringContaining('nowhere') as string };
      await expect(store.stat(address)).rejects.toMatchObject(denied);
      await expect(store.read(address)).rejects.toMatchObject(denied);
      await expect(store.write(address, Buffer.from('x'))).rejects.toMatchObject(denied);
      await expect(store.write(address, Buffer.from('x'), { ifMatch: 'x' })).rejects.toMatchObject(denied);
      await expect(store.remove(address)).rejects.toMatchObject(denied);
      await expect(Array.fromAsync(store.list(address))).rejects.toMatchObject(denied);
    },
  );
});
