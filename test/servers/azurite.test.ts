import { BlobServiceClient } from '@azure/storage-blob';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startAzurite, type Azurite } from './azurite.ts';

async function read({ connectionString }: Azurite): Promise<string> {
  const container = BlobServiceClient.fromConnectionString(connectionString).getContainerClient('things');
  return (await container.getBlobClient('one').downloadToBuffer()).toString();
}

async function write({ connectionString }: Azurite): Promise<void> {
  const container = BlobServiceClient.fromConnectionString(connectionString).getContainerClient('things');
  await container.create();
  await container.getBlockBlobClient('one').upload('x', 1);
}

test('takes and gives blobs; two do not know of each other', async () => {
  const [one, two] = await Promise.all([startAzurite(), startAzurite()]);
  await write(one);
  expect(await read(one)).toBe('x');
  await expect(read(two)).rejects.toMatchObject({ statusCode: 404 });
  expect(one.env.AZURE_STORAGE_CONNECTION_STRING).toContain(`BlobEndpoint=${one.url};`);
  await Promise.all([one.stop(), two.stop()]);
  expect(() => process.kill(one.pid, 0)).toThrow('ESRCH');
});

test('keeps blobs in its location over a restart', async () => {
  const location = mkdtempSync(join(tmpdir(), 'leat-azurite-'));
  const first = await startAzurite({ location });
  await write(first);
  await first.stop();
  const second = await startAzurite({ location });
  expect(await read(second)).toBe('x');
  await second.stop();
  rmSync(location, { recursive: true });
});
