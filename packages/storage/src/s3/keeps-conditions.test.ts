import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startS3, type S3Quirks, type StrictS3 } from '../../../../test/servers/s3.ts';
import { testDirectory } from '../fixtures/directory.ts';
import { openS3 } from '../s3-store.ts';
import { newBucket, type Bucket } from './fixtures/bucket.ts';

const MiB = 1024 * 1024;

afterEach(() => void vi.unstubAllEnvs());

async function tryOut(
  quirks: Partial<S3Quirks>,
): Promise<{ server: StrictS3; bucket: Bucket; isKept: boolean }> {
  vi.stubEnv('XDG_CACHE_HOME', testDirectory());
  const server = await startS3({ quirks });
  const bucket = await newBucket(server);
  const isKept = await bucket.store.keepsConditions(bucket.at('d/key'));
  return { server, bucket, isKept };
}

test.each<[keyof S3Quirks | 'none', boolean]>([
  ['none', true],
  ['ignoresConditions', false],
  ['ignoresCompleteConditions', false],
  ['unquotedIfMatchOnly', true],
  ['etagIsNotMd5', true],
])('%s: conditions are kept: %s', async (quirk, expected) => {
  const { server, bucket, isKept } = await tryOut({ [quirk]: true });
  expect(isKept).toBe(expected);
  expect(server.objects(bucket.name).size).toBe(0);
  expect(server.uploads(bucket.name)).toEqual([]);
  await server.stop();
});

test('it is tried out once, and then remembered by other processes too', async () => {
  const { server, bucket } = await tryOut({});
  const before = server.requests.length;
  await bucket.store.keepsConditions(bucket.at('e/key'));
  const { store: another } = await newBucket(server);
  expect(await another.keepsConditions(bucket.at('key'))).toBe(true);
  expect(server.requests.length - before).toBe(1);
  await server.stop();
});

test('a cache that cannot be written is no trouble', async () => {
  vi.stubEnv('XDG_CACHE_HOME', '/dev/null');
  const server = await startS3();
  const { store, at } = await newBucket(server);
  expect(await store.keepsConditions(at('key'))).toBe(true);
  await server.stop();
});

test('what may not be tried out is a failure, and tried again', async () => {
  vi.stubEnv('XDG_CACHE_HOME', testDirectory());
  const server = await startS3();
  const { store, at } = await newBucket(server);
  server.fault({ operation: 'PutObject', do: { status: 403, code: 'AccessDenied' } });
  await expect(store.keepsConditions(at('key'))).rejects.toMatchObject({ reason: 'denied' });
  expect(await store.keepsConditions(at('key'))).toBe(true);
  await server.stop();
});

test('with unquoted ETags, writes have them unquoted', async () => {
  const { server, bucket } = await tryOut({ unquotedIfMatchOnly: true });
  const { store, at } = bucket;
  for (const size of [10, 9 * MiB]) {
    const first = await store.write(at('k'), Buffer.alloc(size, 'a'));
    await store.write(at('k'), Buffer.alloc(size, 'b'), { ifMatch: first.version });
    const stale = store.write(at('k'), Buffer.alloc(size, 'c'), { ifMatch: first.version });
    await expect(stale).rejects.toMatchObject({ reason: 'changed' });
  }
  await server.stop();
});

test('an endpoint that only a profile of the SDK names is not taken for AWS', async () => {
  const directory = testDirectory();
  const server = await startS3({ quirks: { ignoresConditions: true } });
  const { name } = await newBucket(server);
  const profile = [`endpoint_url = ${server.url}`, 'region = us-east-1'];
  const key = [
    `aws_access_key_id = ${server.accessKeyId}`,
    `aws_secret_access_key = ${server.secretAccessKey}`,
  ];
  writeFileSync(join(directory, 'config'), ['[profile theirs]', ...profile, ...key].join('\n'));
  vi.stubEnv('XDG_CACHE_HOME', directory);
  vi.stubEnv('AWS_CONFIG_FILE', join(directory, 'config'));
  vi.stubEnv('AWS_PROFILE', 'theirs');
  const store = await openS3(undefined);
  const address = { scheme: 's3', bucket: name, key: 'key' } as const;
  await expect(store.keepsConditions(address)).resolves.toBe(false);
  await server.stop();
});
