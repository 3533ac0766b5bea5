import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { newBucket } from './fixtures/bucket.ts';
import { onVersitygw } from './fixtures/on-versitygw.ts';

const MiB = 1024 * 1024;

onVersitygw((there) => {
  test.each([
    ['all of a small one', 10, 10, 10],
    ['nothing', 10, 0, 10],
    ['a small beginning, and much after it', 2 * MiB, MiB, 9 * MiB],
    ['a part', 6 * MiB, 5 * MiB, 3],
    ['several parts, and much after them', 12 * MiB, 12 * MiB, 17 * MiB],
    ['all, and nothing after it', 6 * MiB, 6 * MiB, 0],
  ])('a new tail after %s', async (_, size, keep, tail) => {
    const { store, at } = there.bucket;
    const old = Buffer.alloc(size, 'old ');
    const bytes = Buffer.alloc(tail, 'new');
    const metadata = { leat_source: 'x' };
    const { version: ifMatch } = await store.write(at('table'), old, { metadata });
    const info = await store.replaceTail(at('table'), keep, bytes, { ifMatch, size: tail });
    expect(info).toMatchObject({ size: keep + tail, copied: keep < 5 * MiB ? 0 : keep });
    expect(await store.stat(at('table'))).toMatchObject({ version: info.version, metadata });
    const read = await buffer(await store.read(at('table')));
    expect(read.equals(Buffer.concat([old.subarray(0, keep), bytes]))).toBe(true);
    const again = store.replaceTail(at('table'), keep, bytes, { ifMatch, size: tail });
    await expect(again).rejects.toMatchObject({ reason: 'changed' });
  });

  test('an upload that is cut off is taken up, and swept', async () => {
    const { store, at } = await newBucket(there.server);
    const bytes = Buffer.alloc(30 * MiB, 'leat');
    const write = async (fails: boolean, metadata = { rev: '1' }): Promise<number> => {
      let moved = 0;
      async function* source(): AsyncGenerator<Buffer> {
        yield bytes.subarray(0, 20 * MiB);
        while (fails && moved < 16 * MiB) await turn();
        if (fails) throw new Error('cut off');
        yield bytes.subarray(20 * MiB);
      }
      const options = {
        size: bytes.length,
        resumable: 'r',
        metadata,
        moved: (n: number) => void (moved += n),
      };
      const written = await Promise.allSettled([store.write(at('big'), source(), options)]);
      expect(written[0].status).toBe(fails ? 'rejected' : 'fulfilled');
      return moved;
    };
    expect(await write(true)).toBe(16 * MiB);
    expect(await write(false, { rev: '2' })).toBe(14 * MiB);
    expect(await store.stat(at('big'))).toMatchObject({ size: bytes.length, metadata: { rev: '2' } });
    expect((await buffer(await store.read(at('big')))).equals(bytes)).toBe(true);
    await write(true);
    const sweep = (isDryRun: boolean): Promise<unknown[]> =>
      Array.fromAsync(store.sweep(at('b'), { olderThanSeconds: -10, isDryRun }));
    expect(await sweep(true)).toMatchObject([
      { uri: expect.stringMatching(/big$/), what: 'multipart upload' },
    ]);
    expect(await Array.fromAsync(store.sweep(at('b'), { olderThanSeconds: 3600 }))).toEqual([]);
    expect(await sweep(false)).toHaveLength(1);
    expect(await sweep(false)).toEqual([]);
  });
});
