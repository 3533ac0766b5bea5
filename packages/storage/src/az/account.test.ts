import {
  BlobServiceClient,
  ContainerSASPermissions,
  type StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openAzure } from '../az-store.ts';
import { openAccount } from './account.ts';
import { useAccount } from './fixtures/account.ts';

const account = useAccount();
const limits = { connectTimeout: 10, idleTimeout: 60 };

test('a shared access signature is enough for everything', async () => {
  const { at, connectionString, container, proxy } = account();
  // Not one for the account: with that, Azurite has no Put Block From URL.
  const signed = await container.generateSasUrl({
    expiresOn: new Date(Date.now() + 3_600_000),
    permissions: ContainerSASPermissions.parse('racwdlt'),
  });
  const { url } = BlobServiceClient.fromConnectionString(connectionString);
  const store = await openAzure({
    connectionString: undefined,
    account: undefined,
    key: undefined,
    sasToken: new URL(signed).search,
    endpoint: url,
    ...limits,
  });
  const large = Buffer.alloc(10_000_000, 'x');
  await container.getBlockBlobClient('f').upload(large, large.length);
  const [{ version } = { version: '' }] = await Array.fromAsync(store.list(at('')));
  const tail = await store.replaceTail(at('f'), 9_000_000, Buffer.from('tail'), {
    ifMatch: version,
    size: 4,
  });
  expect(tail.copied).toBe(9_000_000);
  await store.copy(at('f'), at('g'), { version: tail.version });
  expect(await text(await store.read(at('g'), { start: 8_999_998 }))).toBe('xxtail');
  expect(proxy.seen.every(({ url }) => url.includes('sig='))).toBe(true);
});

test('the service reads with a token where one signs in', async () => {
  const credential = {
    getToken: () => Promise.resolve({ token: 'a token', expiresOnTimestamp: Date.now() + 1e6 }),
  };
  const { client, sourceOf } = openAccount({ url: 'https://lab.blob.core.windows.net', credential, limits });
  const blob = client.getContainerClient('box').getBlobClient('a b');
  expect(await sourceOf(blob)).toEqual({
    url: 'https://lab.blob.core.windows.net/box/a%20b',
    authorization: { scheme: 'Bearer', value: 'a token' },
  });
});

test('a key signs for one blob, for reading and for a while', async () => {
  const { connectionString } = account();
  const { url, credential } = BlobServiceClient.fromConnectionString(connectionString);
  const { client, sourceOf } = openAccount({
    url,
    credential: credential as StorageSharedKeyCredential,
    limits,
  });
  const source = await sourceOf(client.getContainerClient('box').getBlobClient('f'));
  const signed = new URL(source.url).searchParams;
  expect([signed.get('sr'), signed.get('sp')]).toEqual(['b', 'r']);
  expect(Date.parse(signed.get('se')!) - Date.now()).toBeLessThanOrEqual(3_600_000);
});
