import { buffer, text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { azureOf } from '../../../../test/servers/access.ts';
import { openAzure } from '../az-store.ts';
import { useAccount } from './fixtures/account.ts';

const account = useAccount();
const content = Buffer.alloc(3_000_000, 'some content ');

test('a version is the ETag without its quotes, however the service writes it', async () => {
  const { store, at } = account();
  const written = await store.write(at('f'), content);
  const [listed] = await Array.fromAsync(store.list(at('')));
  expect(written.version).toMatch(/^0x[0-9A-F]+$/);
  expect(listed).toEqual({ ...written, mtime: listed!.mtime });
  expect(await store.stat(at('f'))).toEqual({ ...listed, metadata: {} });
});

test('a read goes on after a lost connection, under the condition that the blob is the same', async () => {
  const { store, at, proxy } = account();
  const { version } = await store.write(at('f'), content);
  proxy.fault({ what: 'GET', do: 'truncate', times: 2 });
  const stream = await store.read(at('f'), { start: 10, end: 2_000_000 });
  expect((await buffer(stream)).equals(content.subarray(10, 2_000_000))).toBe(true);
  const reads = proxy.seen.filter(({ what }) => what === 'GET');
  expect(reads.map(({ headers }) => headers['if-match'])).toEqual([
    undefined,
    `"${version}"`,
    `"${version}"`,
  ]);
  expect(reads.map(({ headers }) => headers['x-ms-range'])).toEqual([
    'bytes=10-1999999',
    'bytes=1010-1999999',
    'bytes=2010-1999999',
  ]);
});

test('what is written over while it is read is no mixture', async () => {
  const { store, at, proxy } = account();
  await store.write(at('f'), content);
  proxy.fault({ what: 'GET', do: 'truncate' });
  const stream = await store.read(at('f'));
  await store.write(at('f'), Buffer.alloc(3_000_000, 'another'));
  await expect(buffer(stream)).rejects.toMatchObject({ reason: 'changed' });
});

test('a connection that is lost again and again fails the read, which never ends early', async () => {
  const { store, at, proxy } = account();
  await store.write(at('f'), content);
  const unavailable = { reason: 'unavailable', class: 'retry' };
  proxy.fault({ what: 'GET', do: 'dropAfter', times: 3 });
  await expect(store.read(at('f'))).rejects.toMatchObject(unavailable);
  proxy.fault({ what: 'GET', do: 'truncateAtOnce', times: 4 });
  await expect(store.read(at('f')).then(buffer)).rejects.toMatchObject(unavailable);
});

test('a read that is destroyed asks for nothing more', async () => {
  const { store, at, proxy } = account();
  await store.write(at('f'), content);
  const stream = await store.read(at('f'));
  const read = async (): Promise<void> => {
    for await (const _block of stream) stream.destroy(new Error('enough'));
  };
  await expect(read()).rejects.toThrow('enough');
  expect(proxy.whats()).toEqual(['PUT', 'GET']);
});

test('a reader that pauses longer than a transfer may stand still gets it all', async () => {
  const { store, connectionString, at } = account();
  const impatient = await openAzure({ ...azureOf({ connectionString }), idleTimeout: 2 });
  await store.write(at('f'), content);
  const blocks: Buffer[] = [];
  for await (const block of await impatient.read(at('f'))) {
    blocks.push(block as Buffer);
    if (blocks.length === 1 || blocks.length === 10) await sleep(5000);
  }
  expect(Buffer.concat(blocks).equals(content)).toBe(true);
});

test('a server that does not answer is unavailable', async () => {
  const { connectionString, at, proxy } = account();
  const store = await openAzure({ ...azureOf({ connectionString }), idleTimeout: 1 });
  proxy.fault({ what: 'HEAD', do: 'stall', times: 3 });
  await expect(store.stat(at('f'))).rejects.toMatchObject({
    reason: 'unavailable',
    message: expect.stringContaining('nothing has moved for 1 s') as string,
  });
  expect(proxy.whats()).toEqual(['HEAD', 'HEAD', 'HEAD']);
});

test('a blob that says that it is compressed comes as it is', async () => {
  const { store, at, container } = account();
  const packed = gzipSync(content);
  const blob = container.getBlockBlobClient('f');
  await blob.upload(packed, packed.length, { blobHTTPHeaders: { blobContentEncoding: 'gzip' } });
  expect((await buffer(await store.read(at('f')))).equals(packed)).toBe(true);
});

test('a missing blob is not found; a 404 of something in between is not', async () => {
  const { store, at, proxy } = account();
  await expect(store.stat(at('f'))).rejects.toMatchObject({ reason: 'notFound' });
  proxy.fault({ what: 'HEAD', do: 404 });
  await expect(store.stat(at('f'))).rejects.toMatchObject({ reason: 'denied' });
  proxy.fault({ what: 'GET', do: 404, code: 'ContainerNotFound' });
  await expect(store.read(at('f'))).rejects.toMatchObject({
    reason: 'denied',
    message: expect.stringMatching(/there is no container test-\d+$/) as string,
  });
});

test('an empty range asks whether the blob is there', async () => {
  const { store, at, proxy } = account();
  const { version } = await store.write(at('f'), Buffer.from('12345'));
  expect(await text(await store.read(at('f'), { start: 2, end: 2, version }))).toBe('');
  // Azurite does not say it at the very end, as Azure does.
  proxy.fault({ what: 'GET', do: 416, code: 'InvalidRange' });
  expect(await text(await store.read(at('f'), { start: 5, version }))).toBe('');
  expect(proxy.whats()).toEqual(['PUT', 'HEAD', 'GET', 'HEAD']);
});
