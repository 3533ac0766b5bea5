import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { useAccount } from './fixtures/account.ts';

const account = useAccount();
const content = Buffer.alloc(9_000_000, 'some content ');

test('a copy is two requests, and has the blocks and the type of the original', async () => {
  const { store, at, proxy, container } = account();
  await store.write(at('from +%'), content, { contentType: 'text/csv', cuts: [100] });
  proxy.seen.length = 0;
  const copy = await store.copy(at('from +%'), at('to'));
  expect(proxy.whats()).toEqual(['HEAD', 'PUT from url']);
  expect(await store.stat(at('to'))).toEqual({ ...copy, metadata: {} });
  expect((await buffer(await store.read(at('to')))).equals(content)).toBe(true);
  expect((await container.getBlobClient('to').getProperties()).contentType).toBe('text/csv');
});

test('a lost answer is told from a refusal', async () => {
  const { store, at, proxy } = account();
  await store.write(at('from'), content, { metadata: { a: '1' } });
  proxy.fault({ what: 'PUT from url', do: 'dropAfter' });
  const copy = await store.copy(at('from'), at('to'), { ifNoneMatch: '*' });
  expect(await store.stat(at('to'))).toEqual({ ...copy, metadata: { a: '1' } });
  proxy.fault({ what: 'PUT from url', do: 'dropAfter' });
  await store.copy(at('from'), at('to'), { ifMatch: copy.version });
});

test('what changes between the look and the copy is not copied', async () => {
  const { store, at, proxy, container } = account();
  await store.write(at('from'), content);
  const blob = container.getBlockBlobClient('from');
  // Before the first answer is forwarded, the second version is there, and then the copy finds a third.
  proxy.fault({ what: 'PUT from url', do: 'dropBefore', meanwhile: () => blob.upload('x', 1) });
  await expect(store.copy(at('from'), at('to'))).rejects.toMatchObject({ reason: 'changed' });
  await expect(store.stat(at('to'))).rejects.toMatchObject({ reason: 'notFound' });
});

test('a copy that takes its time is waited for, and may fail', async () => {
  const { store, at, proxy } = account();
  await store.write(at('from'), content);
  const saying = (what: string, status: string): void =>
    proxy.fault({ what, do: 'forward', headers: { 'x-ms-copy-status': status } });
  saying('PUT from url', 'pending');
  const copy = await store.copy(at('from'), at('to'));
  expect(await store.stat(at('to'))).toMatchObject({ version: copy.version });

  proxy.seen.length = 0;
  proxy.fault({ what: 'HEAD', do: 'forward' });
  saying('PUT from url', 'pending');
  saying('HEAD', 'failed');
  await expect(store.copy(at('from'), at('to'))).rejects.toMatchObject({ reason: 'unavailable' });
  expect(proxy.whats()).toEqual(['HEAD', 'PUT from url', 'HEAD']);

  const stop = new AbortController();
  proxy.fault({
    what: 'PUT from url',
    do: 'forward',
    headers: { 'x-ms-copy-status': 'pending' },
    meanwhile: async () => stop.abort(new Error('enough')),
  });
  await expect(store.copy(at('from'), at('to'), { signal: stop.signal })).rejects.toThrow('enough');
});
