import { afterAll, beforeAll, expect, test } from 'vitest';
import { startS3, type StrictS3 } from '../../../../test/servers/s3.ts';
import { bucketOf, newBucket } from './fixtures/bucket.ts';
import { refusal, scripted } from './fixtures/scripted.ts';

let server: StrictS3;
beforeAll(async () => {
  server = await startS3();
});
afterAll(() => server.stop());

test.each([
  ['secret', { secretAccessKey: 'another' }, 'AWS_SECRET_ACCESS_KEY'],
  ['key', { accessKeyId: 'NOBODY' }, 'AWS_ACCESS_KEY_ID'],
])('a wrong %s ends the run, whatever is asked for first', async (_, wrong, name) => {
  const { name: bucket } = await newBucket(server);
  const failure = { class: 'fatal', code: 'bad_credentials', hint: expect.stringContaining(name) as string };
  const { store, at } = await bucketOf(server, bucket, wrong);
  await expect(store.stat(at('a'))).rejects.toMatchObject(failure);
  await expect(store.read(at('a'))).rejects.toMatchObject(failure);
});

test('where the key is good, what is denied is denied by itself, and the bucket is asked once', async () => {
  const { server: asked, asked: requests } = await scripted(({ method }) =>
    method === 'HEAD' ? { status: 403 } : refusal(403, 'AccessDenied'),
  );
  const { store, at } = await bucketOf(asked, 'bucket');
  for (const key of ['a', 'b'])
    await expect(store.stat(at(key))).rejects.toMatchObject({ reason: 'denied', class: 'reject' });
  expect(requests.map(({ method }) => method)).toEqual(['HEAD', 'GET', 'HEAD']);
});

test('one name with a signature that the store does not take is denied by itself', async () => {
  const { server: asked } = await scripted(({ path }) =>
    path === '/bucket/a' ? refusal(403, 'SignatureDoesNotMatch') : refusal(403, 'AccessDenied'),
  );
  const { store, at } = await bucketOf(asked, 'bucket');
  await expect(store.read(at('a'))).rejects.toMatchObject({ reason: 'denied', class: 'reject' });
});
