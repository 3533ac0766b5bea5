import { buffer, text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { useAccount } from './fixtures/account.ts';

const account = useAccount();
const MiB = 1024 * 1024;
const large = Buffer.alloc(20 * MiB, 'some content ');
const id = (name: string): string => Buffer.from(name).toString('base64');

test('blocks that are kept are only named again', async () => {
  const { store, at, proxy } = account();
  const { version } = await store.write(at('f'), large, { cuts: [19 * MiB] });
  proxy.seen.length = 0;
  const info = await store.replaceTail(at('f'), 19 * MiB, Buffer.from('tail'), { ifMatch: version, size: 4 });
  expect(proxy.whats().toSorted()).toEqual(['GET blocklist', 'HEAD', 'PUT block', 'PUT blocklist']);
  expect(info.copied).toBe(0);
  expect(await text(await store.read(at('f'), { start: 19 * MiB - 2 }))).toHaveLength(6);
});

test('of a block that is cut through, a small piece comes by here, a large one does not', async () => {
  const { store, at, proxy, container } = account();
  const { version } = await store.write(at('f'), large, { cuts: [19 * MiB] });
  proxy.seen.length = 0;
  const some = await store.replaceTail(at('f'), 20 * MiB - 5, Buffer.from('1'), {
    ifMatch: version,
    size: 1,
  });
  expect(some.copied).toBe(0);
  expect(proxy.whats()).toContain('GET');

  const blob = container.getBlockBlobClient('f');
  await blob.stageBlock(id('the only one'), large, large.length);
  await blob.commitBlockList([id('the only one')]);
  const { version: ifMatch } = await store.stat(at('f'));
  proxy.seen.length = 0;
  const most = await store.replaceTail(at('f'), 19 * MiB, Buffer.from('2'), { ifMatch, size: 1 });
  expect(most.copied).toBe(19 * MiB);
  expect(proxy.whats()).toContain('PUT block from url');
  expect(proxy.whats()).not.toContain('GET');
  expect(
    (await buffer(await store.read(at('f'), { end: 19 * MiB }))).equals(large.subarray(0, 19 * MiB)),
  ).toBe(true);
  const { committedBlocks = [] } = await blob.getBlockList('committed');
  expect(committedBlocks.map(({ name }) => Buffer.from(name, 'base64').length)).toEqual([48, 48]);
});

test('a blob that came in one request is copied once, and named from then on', async () => {
  const { store, at, proxy, container } = account();
  await container.getBlockBlobClient('f').upload(large, large.length);
  const { version } = await store.stat(at('f'));
  const first = await store.replaceTail(at('f'), 19 * MiB, Buffer.from('1'), { ifMatch: version, size: 1 });
  expect(first.copied).toBe(19 * MiB);
  proxy.seen.length = 0;
  const second = await store.replaceTail(at('f'), 19 * MiB, Buffer.from('2'), {
    ifMatch: first.version,
    size: 1,
  });
  expect(second.copied).toBe(0);
  expect(proxy.seen).toHaveLength(4);
});

test('where the service may not read from itself, the bytes come by here', async () => {
  const { store, at, proxy, container } = account();
  await container.getBlockBlobClient('f').upload(large, large.length);
  const { version } = await store.stat(at('f'));
  proxy.fault({ what: 'PUT block from url', do: 403, code: 'CannotVerifyCopySource', times: 4 });
  const info = await store.replaceTail(at('f'), 19 * MiB, Buffer.from('1'), { ifMatch: version, size: 1 });
  expect(info.copied).toBe(0);
  const expected = Buffer.concat([large.subarray(0, 19 * MiB), Buffer.from('1')]);
  expect((await buffer(await store.read(at('f')))).equals(expected)).toBe(true);
});

test('ids of somebody else set the length of ours; too short ones go', async () => {
  const { store, at, container } = account();
  const blob = container.getBlockBlobClient('f');
  for (const [names, lengths] of [
    [
      ['block-01', 'block-02'],
      [8, 8],
    ],
    [
      ['1', '2'],
      [48, 48],
    ],
  ] as const) {
    for (const name of names) await blob.stageBlock(id(name), 'abcde', 5);
    await blob.commitBlockList(names.map(id));
    const { version } = await store.stat(at('f'));
    await store.replaceTail(at('f'), 5, Buffer.from('tail'), { ifMatch: version, size: 4 });
    expect(await text(await store.read(at('f')))).toBe('abcdetail');
    const { committedBlocks = [] } = await blob.getBlockList('committed');
    expect(committedBlocks.map(({ name }) => Buffer.from(name, 'base64').length)).toEqual(lengths);
  }
});

test('blocks that somebody has left with other ids are no hindrance', async () => {
  const { store, at, container } = account();
  const blob = container.getBlockBlobClient('f');
  await blob.upload(large, large.length);
  await blob.stageBlock(id('block-00001'), 'abc', 3);
  const { version } = await store.stat(at('f'));
  const info = await store.replaceTail(at('f'), 19 * MiB, Buffer.from('tail'), { ifMatch: version, size: 4 });
  expect(info.copied).toBe(19 * MiB);
  expect(await text(await store.read(at('f'), { start: 19 * MiB - 2 }))).toHaveLength(6);
});

test('a kept block is the committed one, also while somebody brings another over under its id', async () => {
  const { store, at, container } = account();
  const blob = container.getBlockBlobClient('f');
  for (const name of ['block-01', 'block-02']) await blob.stageBlock(id(name), 'abcde', 5);
  await blob.commitBlockList([id('block-01'), id('block-02')]);
  const { version } = await store.stat(at('f'));
  await blob.stageBlock(id('block-01'), 'WRONG', 5);
  await store.replaceTail(at('f'), 5, Buffer.from('tail'), { ifMatch: version, size: 4 });
  expect(await text(await store.read(at('f')))).toBe('abcdetail');
});

test('properties, tier and tags stay, and the MD5 of the old content does not', async () => {
  const { store, at, container } = account();
  const blob = container.getBlockBlobClient('f');
  const headers = {
    blobCacheControl: 'no-store',
    blobContentType: 'application/vnd.apache.parquet',
    blobContentEncoding: 'identity',
    blobContentLanguage: 'en',
    blobContentDisposition: 'attachment',
  };
  const tags = { project: 'a b', 'key=1': '+/:' };
  await store.write(at('f'), Buffer.from('keepdrop'), { cuts: [4] });
  await blob.setHTTPHeaders(headers);
  await blob.setTags(tags);
  await blob.setAccessTier('Cool');
  const { version, md5 } = await store.stat(at('f'));
  expect(md5).toBeUndefined();
  await store.replaceTail(at('f'), 4, Buffer.from('new'), { ifMatch: version, size: 3 });
  expect(await blob.getProperties()).toMatchObject({
    cacheControl: 'no-store',
    contentType: 'application/vnd.apache.parquet',
    contentEncoding: 'identity',
    contentLanguage: 'en',
    contentDisposition: 'attachment',
    accessTier: 'Cool',
    contentMD5: undefined,
  });
  expect((await blob.getTags()).tags).toEqual(tags);
});

test('a lost answer to the commit is told from a refusal, discarded blocks are one', async () => {
  const { store, at, proxy } = account();
  const { version } = await store.write(at('f'), Buffer.from('keepdrop'), { cuts: [4] });
  proxy.fault({ what: 'PUT blocklist', do: 'dropAfter' });
  const info = await store.replaceTail(at('f'), 4, Buffer.from('new'), { ifMatch: version, size: 3 });
  expect(await text(await store.read(at('f'), { version: info.version }))).toBe('keepnew');
  proxy.fault({ what: 'PUT blocklist', do: 400, code: 'InvalidBlockList' });
  const late = store.replaceTail(at('f'), 4, Buffer.from('newer'), { ifMatch: info.version, size: 5 });
  await expect(late).rejects.toMatchObject({ reason: 'changed' });
});

test('an append blob has no blocks to name', async () => {
  const { store, at, container } = account();
  const blob = container.getAppendBlobClient('f');
  await blob.create();
  await blob.appendBlock('12345', 5);
  const { version } = await store.stat(at('f'));
  const tail = store.replaceTail(at('f'), 2, Buffer.from('x'), { ifMatch: version, size: 1 });
  await expect(tail).rejects.toMatchObject({
    reason: 'denied',
    message: expect.stringContaining('block blob') as string,
  });
});
