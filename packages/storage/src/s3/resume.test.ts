import { afterAll, beforeAll, expect, test } from 'vitest';
import { startS3, type StrictS3 } from '../../../../test/servers/s3.ts';
import { newBucket } from './fixtures/bucket.ts';

const MiB = 1024 * 1024;

let server: StrictS3;
beforeAll(async () => {
  server = await startS3();
});
afterAll(() => server.stop());

test('two who take up the same upload both succeed', async () => {
  const { store, at, name } = await newBucket(server);
  const bytes = Buffer.alloc(20 * MiB, 'leat');
  const options = { resumable: 'r', size: bytes.length };
  server.fault({ operation: 'UploadPart', times: 1, do: { status: 403, code: 'InternalError' } });
  await expect(store.write(at('k'), bytes, options)).rejects.toMatchObject({ reason: 'unavailable' });
  expect(server.uploads(name)).toHaveLength(1);
  const infos = await Promise.all([
    store.write(at('k'), bytes, options),
    store.write(at('k'), bytes, options),
  ]);
  expect(infos[0].version).toBe(infos[1].version);
  expect(server.objects(name).get('k')!.bytes.equals(bytes)).toBe(true);
});

test('what can never work is not kept to be taken up', async () => {
  const { store, at, name } = await newBucket(server);
  const written = store.write(at('k'), Buffer.alloc(9 * MiB), { resumable: 'r', ifMatch: 'v' });
  await expect(written).rejects.toMatchObject({ reason: 'changed' });
  expect(server.uploads(name)).toEqual([]);
});

test('where ETags are no MD5s, a resumed write sends all again', async () => {
  const server = await startS3({ quirks: { etagIsNotMd5: true } });
  const { store, at, name } = await newBucket(server);
  const bytes = Buffer.alloc(20 * MiB, 'leat');
  server.fault({
    operation: 'CompleteMultipartUpload',
    times: 3,
    do: { status: 500, code: 'InternalError' },
  });
  const options = { resumable: 'r', size: bytes.length };
  await expect(store.write(at('k'), bytes, options)).rejects.toMatchObject({ reason: 'unavailable' });
  let moved = 0;
  await store.write(at('k'), bytes, { ...options, moved: (n) => void (moved += n) });
  expect(moved).toBe(bytes.length);
  expect(server.objects(name).get('k')!.bytes.equals(bytes)).toBe(true);
  await server.stop();
});
