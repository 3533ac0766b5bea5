import { expect, test } from 'vitest';
import { inParallel } from '../object/in-parallel.ts';
import { useAccount } from './fixtures/account.ts';

const account = useAccount();

test('the next page is on its way while one is worked on, and a listing can be given up', async () => {
  const { store, at, proxy, container } = account();
  // More than a page of Azure.
  const names = Array.from({ length: 5_100 }, (_, number) => `n${number + 10_000}`);
  await inParallel(names, 32, (name) => container.getBlockBlobClient(name).upload('', 0));
  for await (const info of store.list(at(''))) {
    expect(info.size).toBe(0);
    break;
  }
  await expect.poll(() => proxy.whats(), { timeout: 30_000 }).toEqual(['GET list', 'GET list']);
  const listed = await Array.fromAsync(store.list(at('')));
  expect(listed.map(({ uri }) => uri.slice(-6))).toEqual(names);
});

test('a time is compared in whole seconds, which is all that a listing has', async () => {
  const { store, at } = account();
  const { mtime } = await store.write(at('f'), Buffer.from('x'));
  const since = mtime.replace('.000Z', '.999Z');
  expect(await Array.fromAsync(store.list(at(''), { since }))).toHaveLength(1);
});

test('a directory of a hierarchical namespace is no blob', async () => {
  const { store, at, container } = account();
  await container.getBlockBlobClient('directory').upload('', 0, { metadata: { hdi_isfolder: 'true' } });
  await store.write(at('directory/f'), Buffer.alloc(0));
  const listed = await Array.fromAsync(store.list(at('')));
  expect(listed.map(({ uri }) => uri.split('/').slice(3).join('/'))).toEqual(['directory/f']);
});

test('a page that fails ends the listing', async () => {
  const { store, at, proxy } = account();
  await store.write(at('f'), Buffer.from('x'));
  proxy.fault({ what: 'GET list', do: 403, code: 'AuthorizationFailure' });
  await expect(Array.fromAsync(store.list(at('')))).rejects.toMatchObject({ reason: 'denied' });
  proxy.fault({ what: 'GET list', do: 404, code: 'ContainerNotFound' });
  await expect(Array.fromAsync(store.list(at('')))).rejects.toMatchObject({ reason: 'denied' });
});
