import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startS3, type StrictS3 } from '../../../../test/servers/s3.ts';
import { newBucket, type Bucket } from './fixtures/bucket.ts';

const GiB = 1024 ** 3;

let server: StrictS3;
let bucket: Bucket;
beforeAll(async () => {
  server = await startS3();
  bucket = await newBucket(server);
});
afterAll(() => server.stop());

/** The operations that some work took. */
async function requestsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = server.requests.length;
  await work();
  return server.requests.slice(before).map(({ operation }) => operation);
}

test('more than 5 GB are copied in ranges, and read from anywhere', async () => {
  const { store, at, name } = bucket;
  server.putSparse(name, 'large', 5 * GiB + 1);
  const asked = await requestsOf(() => store.copy(at('large'), at('copy of large')));
  expect(asked.filter((operation) => operation === 'UploadPartCopy')).toHaveLength(11);
  expect(asked).not.toContain('CopyObject');
  expect(await store.stat(at('copy of large'))).toMatchObject({ size: 5 * GiB + 1 });
  const end = await store.read(at('large'), { start: 5 * GiB - 1 });
  expect(await buffer(end)).toEqual(Buffer.alloc(2));
});

test('a copy with a condition', async () => {
  for (const size of [0, 10]) {
    const { store, at } = await newBucket(server);
    const metadata = { leat_rev: '1' };
    await store.write(at('from'), Buffer.alloc(size, 'a'), { metadata, contentType: 'text/plain' });
    const info = await store.copy(at('from'), at('to'), { ifNoneMatch: '*' });
    expect(await store.stat(at('to'))).toMatchObject({ version: info.version, size, metadata });
    const again = store.copy(at('from'), at('to'), { ifNoneMatch: '*' });
    await expect(again).rejects.toMatchObject({ reason: 'exists' });
    const stale = store.copy(at('from'), at('to'), { ifMatch: 'v' });
    await expect(stale).rejects.toMatchObject({ reason: 'changed' });
    await store.copy(at('from'), at('to'), { ifMatch: info.version });
  }
});
