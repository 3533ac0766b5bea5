import { buffer, text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { bucketOf, newBucket } from './fixtures/bucket.ts';
import { onVersitygw } from './fixtures/on-versitygw.ts';

const MiB = 1024 * 1024;

onVersitygw((there) => {
  test.each([
    ['nothing', 0],
    ['a few bytes', 10],
    ['exactly a part', 8 * MiB],
    ['several parts', 20 * MiB + 1],
  ])('what is written is read: %s', async (_, size) => {
    const { store, at } = there.bucket;
    const bytes = Buffer.alloc(size, 'leat ');
    const metadata = { leat_source: 'somewhere' };
    const info = await store.write(at('written'), bytes, { metadata, contentType: 'text/plain' });
    const stat = await store.stat(at('written'));
    expect(stat).toMatchObject({ uri: info.uri, size, version: info.version, metadata });
    expect(Math.abs(Date.parse(stat.mtime) - Date.parse(info.mtime))).toBeLessThan(60_000);
    const read = await buffer(await store.read(at('written'), { version: info.version }));
    expect(read.equals(bytes)).toBe(true);
  });

  test('ranges', async () => {
    const { store, at } = there.bucket;
    const { version } = await store.write(at('digits'), Buffer.from('0123456789'));
    const read = async (range: object): Promise<string> =>
      text(await store.read(at('digits'), { version, ...range }));
    expect(await read({ start: 3 })).toBe('3456789');
    expect(await read({ start: 3, end: 5 })).toBe('34');
    expect(await read({ end: 4 })).toBe('0123');
    expect(await read({ start: 8, end: 100 })).toBe('89');
    expect(await read({ start: 10 })).toBe('');
    expect(await read({ end: 0 })).toBe('');
    await expect(read({ start: 11 })).rejects.toMatchObject({ reason: 'changed' });
  });

  test('lists in the bytewise order of the keys', async () => {
    const { store, at } = there.bucket;
    const names = ['l/a.txt', 'l/a/x', 'l/a0', 'l/a-', 'l/a b', 'l/a+b', 'l/a%25', 'l/\uE000', 'l/\u{1F600}'];
    for (const name of names) await store.write(at(name), Buffer.from(name));
    const listed = await Array.fromAsync(store.list(at('l/')));
    const ordered = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(listed.map(({ uri }) => uri)).toEqual(ordered.map((name) => `s3://${there.bucket.name}/${name}`));
    const first = await store.stat(at(ordered[0]!));
    expect(first).toMatchObject(listed[0]!);
  });

  test('conditions', async () => {
    const { store, at } = there.bucket;
    const first = await store.write(at('c'), Buffer.from('1'), { ifNoneMatch: '*' });
    await expect(store.write(at('c'), Buffer.from('2'), { ifNoneMatch: '*' })).rejects.toMatchObject({
      reason: 'exists',
    });
    const second = await store.write(at('c'), Buffer.from('2'), { ifMatch: first.version });
    for (const key of ['c', 'not there'])
      await expect(store.write(at(key), Buffer.from('3'), { ifMatch: first.version })).rejects.toMatchObject({
        reason: 'changed',
      });
    await expect(store.read(at('c'), { version: first.version })).rejects.toMatchObject({
      reason: 'changed',
    });
    await expect(store.remove(at('c'), { ifMatch: first.version })).rejects.toMatchObject({
      reason: 'changed',
    });
    await store.remove(at('c'), { ifMatch: second.version });
    await store.remove(at('c'), { ifMatch: second.version });
    await store.remove(at('c'));
    await expect(store.stat(at('c'))).rejects.toMatchObject({ reason: 'notFound' });
  });

  test('copies, with what belongs to the bytes', async () => {
    const { store, at } = there.bucket;
    const metadata = { leat_source: 'x' };
    const from = await store.write(at('from +%/ü'), Buffer.from('bytes'), {
      metadata,
      contentType: 'text/plain',
    });
    const copy = await store.copy(at('from +%/ü'), at('to'), { version: from.version });
    expect(await store.stat(at('to'))).toEqual({ ...copy, metadata, mtime: expect.any(String) });
    const other = { leat_source: 'y' };
    await store.copy(at('from +%/ü'), at('to'), { metadata: other });
    expect(await store.stat(at('to'))).toMatchObject({ metadata: other });
    const again = store.copy(at('from +%/ü'), at('to'), { ifNoneMatch: '*' });
    await expect(again).rejects.toMatchObject({ reason: 'exists' });
    const stale = store.copy(at('from +%/ü'), at('to'), { version: '0'.repeat(32) });
    await expect(stale).rejects.toMatchObject({ reason: 'changed' });
    await expect(store.copy(at('nothing'), at('to'))).rejects.toMatchObject({ reason: 'notFound' });
  });

  test('it keeps conditions, which leaves nothing behind', async () => {
    vi.stubEnv('XDG_CACHE_HOME', testDirectory());
    const { store, at } = await newBucket(there.server);
    expect(await store.keepsConditions(at('d/x'))).toBe(true);
    expect(await Array.fromAsync(store.list(at('')))).toEqual([]);
    expect(await Array.fromAsync(store.sweep(at(''), { olderThanSeconds: -10 }))).toEqual([]);
    vi.unstubAllEnvs();
  });

  test('what is refused says why', async () => {
    const { store, at } = there.bucket;
    await expect(store.stat(at('nothing'))).rejects.toMatchObject({
      reason: 'notFound',
      message: expect.stringMatching(/^s3:.*\/nothing: there is no such object \(request \w+\)$/),
    });
    const elsewhere = { scheme: 's3', bucket: 'no-such-bucket', key: 'k' } as const;
    for (const call of [
      () => store.stat(elsewhere),
      () => store.read(elsewhere),
      () => Array.fromAsync(store.list(elsewhere)),
      () => store.write(elsewhere, Buffer.from('')),
    ])
      await expect(call()).rejects.toMatchObject({
        reason: 'denied',
        message: expect.stringContaining('there is no bucket no-such-bucket'),
      });
    const { store: stranger } = await bucketOf(there.server, there.bucket.name, { secretAccessKey: 'wrong' });
    for (const call of [() => stranger.read(at('c')), () => stranger.stat(at('c'))])
      await expect(call()).rejects.toMatchObject({
        code: 'bad_credentials',
        message: expect.stringContaining('the secret of the access key is wrong'),
      });
  });
});
