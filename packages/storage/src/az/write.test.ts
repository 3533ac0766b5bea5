import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { useAccount } from './fixtures/account.ts';

const account = useAccount();
const MiB = 1024 * 1024;
const small = Buffer.from('content');
const large = Buffer.alloc(20 * MiB, 'some content ');

async function* stream(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += MiB) yield content.subarray(at, at + MiB);
}

test.for([
  ['a small blob is one request', small, undefined, []],
  ['a large one is blocks and their list', large, undefined, [8 * MiB, 8 * MiB, 4 * MiB]],
  ['a small one with cuts too, so that its tail can be replaced', small, [3], [3, 4]],
  ['blocks end at cuts', large, [100, 9 * MiB, 20 * MiB], [100, 8 * MiB, MiB - 100, 8 * MiB, 3 * MiB]],
  ['nothing with cuts is an empty list', Buffer.alloc(0), [0], []],
] as const)('%s', async ([, content, cuts, sizes]) => {
  const { store, at, proxy, container } = account();
  const info = await store.write(at('f'), stream(content), {
    contentType: 'text/plain',
    ...(cuts !== undefined && { cuts }),
  });
  const inBlocks = [...sizes.map(() => 'PUT block'), 'PUT blocklist'];
  expect(proxy.whats()).toEqual(content === small && cuts === undefined ? ['PUT'] : inBlocks);
  const blob = container.getBlockBlobClient('f');
  const { committedBlocks } = await blob.getBlockList('committed');
  expect(committedBlocks?.map(({ size }) => size)).toEqual(sizes);
  const md5 = createHash('md5').update(content).digest('hex');
  expect(info.md5).toBe(md5);
  expect(await store.stat(at('f'))).toMatchObject({ md5, size: content.length });
  expect((await blob.getProperties()).contentType).toBe('text/plain');
});

test('every request has the MD5 of what it brings, for the service to look', async () => {
  const { store, at, proxy } = account();
  await store.write(at('f'), small);
  await store.write(at('g'), large);
  const md5s = proxy.seen
    .filter(({ what }) => what !== 'PUT blocklist')
    .map(({ headers }) => headers['content-md5']);
  expect(md5s).toHaveLength(4);
  for (const md5 of md5s) expect(md5).toMatch(/^[\w+/]{22}==$/);
});

test.for([
  ['PUT', small],
  ['PUT blocklist', large],
] as const)('a %s whose answer is lost is told from a refusal', async ([what, content]) => {
  const { store, at, proxy } = account();
  proxy.fault({ what, do: 'dropAfter' });
  const first = await store.write(at('f'), content, { ifNoneMatch: '*', metadata: { a: '1' } });
  proxy.fault({ what, do: 'dropAfter' });
  const second = await store.write(at('f'), content, { ifMatch: first.version });
  expect(await store.stat(at('f'))).toMatchObject({ version: second.version, metadata: {} });
  expect(proxy.seen.filter((one) => one.what === what).map(({ status }) => status)).toEqual([
    201, 409, 201, 412,
  ]);
});

test('three lost answers are enough to look', async () => {
  const { store, at, proxy } = account();
  proxy.fault({ what: 'PUT', do: 'dropAfter', times: 3 });
  const { version } = await store.write(at('f'), small, { ifNoneMatch: '*' });
  expect(await store.stat(at('f'))).toMatchObject({ version });
  proxy.fault({ what: 'PUT', do: 'dropBefore', times: 3 });
  const write = store.write(at('f'), small, { ifMatch: version });
  await expect(write).rejects.toMatchObject({ reason: 'unavailable', class: 'retry' });
});

test.for(['changed', 'exists', 'unavailable'] as const)(
  'blocks that another write has discarded: %s',
  async (reason) => {
    const { store, at, proxy, container } = account();
    const { version } = await store.write(at('f'), small);
    if (reason === 'exists') await store.remove(at('f'));
    const conditions = {
      changed: { ifMatch: version },
      exists: { ifNoneMatch: '*' },
      unavailable: {},
    } as const;
    const meanwhile = (): Promise<unknown> => container.getBlockBlobClient('f').upload('x', 1);
    proxy.fault({ what: 'PUT blocklist', do: 400, code: 'InvalidBlockList', meanwhile });
    await expect(store.write(at('f'), large, conditions[reason])).rejects.toMatchObject({ reason });
  },
);

test('blocks that somebody has left with other ids are no hindrance', async () => {
  const { store, at, container } = account();
  const blob = container.getBlockBlobClient('f');
  await blob.stageBlock(Buffer.from('block-00001').toString('base64'), 'abc', 3);
  await store.write(at('f'), large, { ifNoneMatch: '*' });
  const { committedBlocks = [] } = await blob.getBlockList('committed');
  expect(committedBlocks.map(({ name }) => Buffer.from(name, 'base64').length)).toEqual([11, 11, 11]);
  expect(await store.stat(at('f'))).toMatchObject({ size: large.length });
});

test('ids in which two blocks could get the same are refused', async () => {
  const { store, at, container } = account();
  await container.getBlockBlobClient('f').stageBlock(Buffer.from('1').toString('base64'), 'abc', 3);
  await expect(store.write(at('f'), large)).rejects.toMatchObject({
    reason: 'denied',
    message: expect.stringContaining('uncommitted blocks') as string,
  });
});

test('a resumed write sends what is missing, whatever came of the rest', async () => {
  const { store, at, proxy } = account();
  proxy.fault({ what: 'PUT blocklist', do: 503, code: 'ServerBusy', times: 3 });
  const first = store.write(at('f'), large, { resumable: 'x' });
  await expect(first).rejects.toMatchObject({ reason: 'throttled', class: 'retry' });
  proxy.seen.length = 0;
  await store.write(at('f'), large, { resumable: 'x' });
  expect(proxy.whats()).toEqual(['GET blocklist', 'PUT blocklist']);
  proxy.seen.length = 0;
  // Committed blocks count no more: the list of those that are not is empty.
  await store.write(at('f'), large, { resumable: 'x' });
  expect(proxy.whats().filter((what) => what === 'PUT block')).toHaveLength(3);
});

test('a lease says so', async () => {
  const { store, at, container } = account();
  await store.write(at('f'), small);
  const lease = container.getBlobClient('f').getBlobLeaseClient();
  await lease.acquireLease(-1);
  const message = expect.stringContaining('lease') as string;
  // Permissions have nothing to do with it.
  const denied = { reason: 'denied', message, hint: undefined };
  await expect(store.write(at('f'), small)).rejects.toMatchObject(denied);
  await expect(store.remove(at('f'))).rejects.toMatchObject(denied);
  await lease.releaseLease();
  expect(await text(await store.read(at('f')))).toBe('content');
});
