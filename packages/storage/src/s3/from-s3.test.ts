import { expect, test, vi } from 'vitest';
import { awsOf } from '../../../../test/servers/access.ts';
import { openS3 } from '../s3-store.ts';
import { bucketOf } from './fixtures/bucket.ts';
import { refusal, scripted, type Reply } from './fixtures/scripted.ts';
import { fromS3 } from './from-s3.ts';

const headers = { 'x-amz-bucket-region': 'eu-west-1' };

test.each<[string, Reply, string, string]>([
  ['no object', refusal(404, 'NoSuchKey'), 'notFound', 'there is no such object'],
  ['no bucket', refusal(404, 'NoSuchBucket'), 'denied', 'there is no bucket bucket'],
  ['no permission', refusal(403, 'AccessDenied'), 'denied', 'access is denied'],
  ['an unknown key', refusal(403, 'InvalidAccessKeyId'), 'denied', 'the store does not know the access key'],
  ['an old token', refusal(400, 'ExpiredToken'), 'denied', 'the temporary access key has expired'],
  ['an archive', refusal(403, 'InvalidObjectState'), 'denied', 'it is archived'],
  [
    'another region',
    { ...(refusal(301, 'PermanentRedirect') as object), headers },
    'denied',
    'region eu-west-1; set',
  ],
  [
    'a region in the body',
    refusal(400, 'AuthorizationHeaderMalformed', '<Region>eu-west-1</Region>'),
    'denied',
    'region eu-west-1; set',
  ],
  ['a condition', refusal(412, 'PreconditionFailed'), 'changed', 'it is not what it was'],
  [
    'throttling',
    { ...(refusal(503, 'SlowDown') as object), headers: { 'retry-after': '0.1' } },
    'throttled',
    'fewer',
  ],
  ['trouble', refusal(500, 'InternalError'), 'unavailable', 'InternalError: said so'],
  ['a proxy', { status: 502, body: '<html>Bad Gateway</html>' }, 'unavailable', ''],
  ['a full store', refusal(507, 'XMinioStorageFull'), 'full', 'XMinioStorageFull: said so'],
  ['what nobody knows', refusal(418, 'Teapot'), 'denied', 'Teapot: said so'],
  ['a cut connection', 'cut', 'unavailable', 'the connection was cut'],
])('%s', async (_, reply, reason, message) => {
  const { server } = await scripted(({ path }) => (path === '/bucket/key' ? reply : { status: 200 }));
  const { store, at } = await bucketOf(server, 'bucket');
  const error = await store.read(at('key')).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ name: 'StorageError', reason, message: expect.stringContaining(message) });
  expect(error).toMatchObject({ message: expect.stringMatching(/^s3:\/\/bucket\/key: /) });
  const isAnswer = reply !== 'cut';
  expect((error as Error).message.endsWith(' (request R1)')).toBe(isAnswer);
  expect(error).toMatchObject({ retryAfterSeconds: reason === 'throttled' ? 0.1 : undefined });
});

test.each<[number, string, string]>([
  [404, 'notFound', 'there is no such object'],
  [403, 'denied', 's3:ListBucket'],
  [400, 'denied', 'is the region right'],
  [301, 'denied', 'another region'],
  [503, 'throttled', 'the store answered 503'],
])('a HEAD that is answered %d has no body to say why', async (status, reason, message) => {
  const { server } = await scripted(({ path }) => ({ status: path === '/bucket/' ? 200 : status }));
  const { store, at } = await bucketOf(server, 'bucket');
  await expect(store.stat(at('key'))).rejects.toMatchObject({
    reason,
    message: expect.stringContaining(message),
  });
});

test('of a bucket that is not there, no object is just missing; it is asked for once', async () => {
  const there = await scripted(({ path }) => ({ status: path === '/bucket/' ? 403 : 404 }));
  const { store, at } = await bucketOf(there.server, 'bucket');
  for (const key of ['a', 'b'])
    await expect(store.stat(at(key))).rejects.toMatchObject({ reason: 'notFound' });
  expect(there.asked.map(({ path }) => path)).toEqual(['/bucket/a', '/bucket/', '/bucket/b']);
  const missing = await scripted(() => ({ status: 404 }));
  const other = await bucketOf(missing.server, 'bucket');
  await expect(other.store.stat(at('a'))).rejects.toMatchObject({
    reason: 'denied',
    message: expect.stringContaining('there is no bucket bucket'),
    hint: 'make it, or check its name and the account',
  });
});

test.each([
  ['ECONNREFUSED', 'unavailable', 'nothing answers there'],
  ['ENOTFOUND', 'unavailable', 'there is no host of its name'],
  ['CERT_HAS_EXPIRED', 'denied', 'its certificate has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'denied', 'NODE_EXTRA_CA_CERTS'],
  ['HPE_INVALID_CONSTANT', 'unavailable', 'in its own words'],
  ['EPROTO', 'unavailable', 'does not speak TLS'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'unavailable', 'does not speak TLS'],
  ['EUNKNOWN', 'unavailable', 'in its own words'],
])('%s is %s', (code, reason, message) => {
  const cause = Object.assign(new Error('in its own words'), { code });
  expect(fromS3('s3://b/k', cause)).toMatchObject({ reason, message: expect.stringContaining(message) });
});

test('an endpoint where nothing answers is named', async () => {
  const { server } = await scripted(() => ({}));
  await server.stop();
  const { store, at } = await bucketOf(server, 'bucket');
  const place = server.url.slice('http://'.length);
  await expect(store.stat(at('key'))).rejects.toMatchObject({
    message: `s3://bucket/key: nothing answers there (${place})`,
  });
});

test('what is no error of the store stays what it is', () => {
  const bug = new TypeError('x is not a function');
  expect(fromS3('s3://b/k', bug)).toBe(bug);
});

test('what is missing before anything can be asked', async () => {
  const address = { scheme: 's3', bucket: 'b', key: 'k' } as const;
  const { server } = await scripted(() => ({}));
  // Where nothing else is, the SDK asks the machine, which takes its time.
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  const settings = { ...awsOf(server), accessKeyId: undefined, secretAccessKey: undefined };
  const nobody = await openS3({ ...settings, profile: 'no-such-profile' });
  await expect(nobody.stat(address)).rejects.toMatchObject({ class: 'fatal', code: 'bad_credentials' });
  vi.unstubAllEnvs();
});

test('a signal ends a request with its reason', async () => {
  const { server, asked, broken } = await scripted(() => 'stall');
  const { store, at } = await bucketOf(server, 'bucket');
  const stop = new AbortController();
  const reason = new Error('enough');
  const request = store.stat(at('key'), { signal: stop.signal });
  await vi.waitUntil(() => asked.length > 0, 30_000);
  stop.abort(reason);
  await expect(request).rejects.toBe(reason);
  await vi.waitUntil(() => broken.length > 0, 30_000);
});

test('what stands still is given up', async () => {
  const { server } = await scripted(() => 'stall');
  const { store, at } = await bucketOf(server, 'bucket', { idleTimeout: 0.05 });
  await expect(store.stat(at('key'))).rejects.toMatchObject({
    reason: 'unavailable',
    message: expect.stringContaining('no answer in time'),
  });
});
