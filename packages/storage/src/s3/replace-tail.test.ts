import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startS3, type StrictS3 } from '../../../../test/servers/s3.ts';
import { bucketOf, newBucket, type Bucket } from './fixtures/bucket.ts';
import { refusal, scripted } from './fixtures/scripted.ts';
import { well } from './fixtures/well.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

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

test('an append to a large object is few requests, and moves only the tail', async () => {
  const { store, at, name } = bucket;
  server.putSparse(name, 'table', 3 * GiB);
  const { version: ifMatch } = await store.stat(at('table'));
  const before = server.requests.length;
  const info = await store.replaceTail(at('table'), 2 * GiB, Buffer.from('tail'), { ifMatch, size: 4 });
  expect(info).toMatchObject({ size: 2 * GiB + 4, copied: 2 * GiB });
  const asked = server.requests.slice(before);
  expect(asked.map(({ operation }) => operation).toSorted()).toEqual(
    [
      'CompleteMultipartUpload',
      'CreateMultipartUpload',
      'HeadObject',
      'HeadObject',
      ...Array.from({ length: 4 }, () => 'UploadPartCopy'),
      'UploadPart',
    ].toSorted(),
  );
  expect(asked.reduce((sum, { bytesIn, bytesOut }) => sum + bytesIn + bytesOut, 0)).toBeLessThan(8 * KiB);
  expect(await text(await store.read(at('table'), { start: 2 * GiB, version: info.version }))).toBe('tail');
  expect(server.uploads(name)).toEqual([]);
});

test('an append to a small object is three requests', async () => {
  const { store, at } = bucket;
  const { version: ifMatch } = await store.write(at('small'), Buffer.from('old tail'), {
    metadata: { leat_rev: '1' },
    contentType: 'text/plain',
  });
  const append = (): Promise<unknown> =>
    store.replaceTail(at('small'), 4, Buffer.from('new'), {
      ifMatch,
      size: 3,
      metadata: { leat_rev: '2' },
    });
  expect(await requestsOf(append)).toEqual(['HeadObject', 'GetObject', 'PutObject']);
  expect(await store.stat(at('small'))).toMatchObject({ size: 7, metadata: { leat_rev: '2' } });
  expect(await text(await store.read(at('small')))).toBe('old new');
  await expect(append()).rejects.toMatchObject({ reason: 'changed' });
});

test('more is kept than there is', async () => {
  const { store, at } = bucket;
  const { version: ifMatch } = await store.write(at('short'), Buffer.from('123'));
  const options = { ifMatch, size: 0 };
  await expect(store.replaceTail(at('short'), 4, Buffer.alloc(0), options)).rejects.toMatchObject({
    reason: 'denied',
    message: expect.stringContaining('it has 3 bytes, fewer than the 4 to keep'),
  });
  await expect(store.replaceTail(at('none'), 0, Buffer.alloc(0), options)).rejects.toMatchObject({
    reason: 'changed',
  });
});

test('a tail that changes under the hands of another is not put there', async () => {
  const { store, at, name } = bucket;
  const { version: ifMatch } = await store.write(at('contested'), Buffer.alloc(6 * MiB));
  async function* tail(): AsyncGenerator<Buffer> {
    await store.write(at('contested'), Buffer.from('of another'));
    yield Buffer.from('tail');
  }
  const replaced = store.replaceTail(at('contested'), 6 * MiB, tail(), { ifMatch, size: 4 });
  await expect(replaced).rejects.toMatchObject({ reason: 'changed' });
  expect(await text(await store.read(at('contested')))).toBe('of another');
  expect(server.uploads(name)).toEqual([]);
});

test('many appenders, and none is lost', async () => {
  const { store, at } = bucket;
  await store.write(at('log'), Buffer.from(''));
  const append = async (line: string): Promise<void> => {
    for (;;) {
      const { version: ifMatch, size } = await store.stat(at('log'));
      try {
        await store.replaceTail(at('log'), size, Buffer.from(line), { ifMatch, size: line.length });
        return;
      } catch (cause) {
        if ((cause as { reason?: string }).reason !== 'changed') throw cause;
      }
    }
  };
  const lines = Array.from({ length: 8 }, (_, index) => `line ${index}\n`);
  await Promise.all(lines.map(append));
  expect((await text(await store.read(at('log')))).split('\n').toSorted()).toEqual(
    ['', ...lines.map((line) => line.trim())].toSorted(),
  );
});

test.each([
  [refusal(400, 'InvalidArgument'), { status: 412 }, 'changed'],
  [refusal(416, 'InvalidRange'), { status: 412 }, 'changed'],
  [refusal(400, 'InvalidArgument'), { headers: { etag: '"v"' } }, 'denied'],
])('a range that is refused is looked at: is it still that version? %j %j', async (reply, now, reason) => {
  let isRefused = false;
  const { server } = await scripted((one) => {
    if (one.method === 'HEAD' && isRefused) return now;
    isRefused ||= one.headers['x-amz-copy-source'] !== undefined;
    return one.headers['x-amz-copy-source'] === undefined ? well(one) : reply;
  });
  const { store, at } = await bucketOf(server, 'bucket');
  const late = store.replaceTail(at('key'), 8 * MiB, Buffer.from('tail'), { ifMatch: 'v', size: 4 });
  await expect(late).rejects.toMatchObject({ reason });
});
