import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { inBlocks, patterned } from './content.ts';
import { onEachStore } from './on-each-store.ts';

const MiB = 1024 * 1024;
const exists = { reason: 'exists', class: 'reject', code: 'exists' };
const changed = { reason: 'changed', class: 'reject', code: 'changed' };

onEachStore(({ place }) => {
  test('the store keeps conditions', async () => {
    const { store, at, uri } = await place();
    expect(await store.keepsConditions(at('f'))).toBe(true);
    await store.write(at('g'), Buffer.from('x'));
    // Trying it out leaves nothing behind.
    const names = (await Array.fromAsync(store.list(at('')))).map((info) => info.uri);
    expect(names).toEqual([`${uri}g`]);
  });

  test.for([10, 9 * MiB])('%i bytes only where nothing is', async (size) => {
    const { store, at } = await place();
    const first = await store.write(at('f'), inBlocks(patterned(size)), { ifNoneMatch: '*' });
    const again = store.write(at('f'), inBlocks(patterned(size, 1)), { ifNoneMatch: '*' });
    await expect(again).rejects.toMatchObject(exists);
    expect(await store.stat(at('f'))).toMatchObject({ version: first.version });
  });

  test.for([10, 9 * MiB])('%i bytes only over the version that was seen', async (size) => {
    const { store, at } = await place();
    const first = await store.write(at('f'), Buffer.from('1'));
    const second = await store.write(at('f'), inBlocks(patterned(size)), { ifMatch: first.version });
    const late = store.write(at('f'), inBlocks(patterned(size, 1)), { ifMatch: first.version });
    await expect(late).rejects.toMatchObject(changed);
    expect(await store.stat(at('f'))).toMatchObject({ version: second.version });
    await store.remove(at('f'));
    const gone = store.write(at('f'), inBlocks(patterned(size)), { ifMatch: second.version });
    await expect(gone).rejects.toMatchObject(changed);
    await expect(store.stat(at('f'))).rejects.toMatchObject({ reason: 'notFound' });
  });

  test.for([10, 9 * MiB])('of ten that write %i bytes where nothing is, one does', async (size) => {
    const { store, at } = await place();
    const writes = Array.from({ length: 10 }, (_, number) =>
      store.write(at('f'), patterned(size, number), { ifNoneMatch: '*' }),
    );
    const { winner, losers } = await outcomes(writes);
    for (const loser of losers) expect(loser).toMatchObject(exists);
    expect(await store.stat(at('f'))).toMatchObject({ version: winner.version });
  });

  test('of ten that write over one version, one does', async () => {
    const { store, at } = await place();
    const { version } = await store.write(at('f'), Buffer.from('old'));
    const writes = Array.from({ length: 10 }, (_, number) =>
      store.write(at('f'), Buffer.from(`new ${number}`), { ifMatch: version }),
    );
    const { winner, index, losers } = await outcomes(writes);
    for (const loser of losers) expect(loser).toMatchObject(changed);
    expect(await text(await store.read(at('f'), { version: winner.version }))).toBe(`new ${index}`);
  });

  test('a copy has conditions on both ends', async () => {
    const { store, at } = await place();
    const from = await store.write(at('from'), Buffer.from('content'));
    let moved = 0;
    const to = await store.copy(at('from'), at('to'), {
      version: from.version,
      ifNoneMatch: '*',
      moved: (bytes) => (moved += bytes),
    });
    expect({ moved, size: to.size }).toEqual({ moved: 7, size: 7 });
    expect(await store.stat(at('to'))).toMatchObject({ version: to.version, size: 7 });
    expect(await text(await store.read(at('to')))).toBe('content');

    await expect(store.copy(at('from'), at('to'), { ifNoneMatch: '*' })).rejects.toMatchObject(exists);
    await expect(store.copy(at('from'), at('to'), { ifMatch: 'other' })).rejects.toMatchObject(changed);
    await expect(store.copy(at('from'), at('new'), { ifMatch: to.version })).rejects.toMatchObject(changed);
    await store.write(at('from'), Buffer.from('changed'));
    await expect(store.copy(at('from'), at('to'), { version: from.version })).rejects.toMatchObject(changed);
    expect(await store.stat(at('to'))).toMatchObject({ version: to.version });
    await store.copy(at('from'), at('to'), { ifMatch: to.version });
    expect(await text(await store.read(at('to')))).toBe('changed');
  });
});

async function outcomes<T>(
  writes: readonly Promise<T>[],
): Promise<{ readonly winner: T; readonly index: number; readonly losers: readonly unknown[] }> {
  const ended = await Promise.allSettled(writes);
  const won = ended.flatMap((one, index) =>
    one.status === 'fulfilled' ? [{ winner: one.value, index }] : [],
  );
  expect(won).toHaveLength(1);
  return { ...won[0]!, losers: ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])) };
}
