import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, exchange, timeOf, type Question } from './s3/ask.ts';
import { scopeText, sign, signingKey } from './s3/signature.ts';
import { startS3, type StrictS3 } from './s3.ts';
import { clientOf } from './s3/client.ts';

let server: StrictS3;
beforeAll(async () => {
  server = await startS3();
  server.createBucket('b');
});
afterAll(() => server.stop());

const NOW = Date.now();
const MINUTE = 60_000;

test.for<readonly [string, Question, string]>([
  ['a right signature', {}, '200 undefined'],
  ['another secret', { secretAccessKey: 'another' }, '403 SignatureDoesNotMatch'],
  ['an unknown key', { accessKeyId: 'NOBODY' }, '403 InvalidAccessKeyId'],
  ['another region', { region: 'eu-west-1' }, '400 AuthorizationHeaderMalformed'],
  ['14 minutes ago', { time: timeOf(new Date(NOW - 14 * MINUTE)) }, '200 undefined'],
  ['16 minutes ago', { time: timeOf(new Date(NOW - 16 * MINUTE)) }, '403 RequestTimeTooSkewed'],
  ['16 minutes from now', { time: timeOf(new Date(NOW + 16 * MINUTE)) }, '403 RequestTimeTooSkewed'],
  ['a header of S3 that is not signed', { unsigned: { 'x-amz-meta-a': 'b' } }, '403 AccessDenied'],
  ['a signed header that was changed', { unsigned: { host: 'other' } }, '403 SignatureDoesNotMatch'],
  ['nothing', { unsigned: { authorization: '' } }, '400 AuthorizationHeaderMalformed'],
  [
    'a body that is not the signed one',
    { body: 'x', payloadHash: 'a'.repeat(64) },
    '400 XAmzContentSHA256Mismatch',
  ],
  ['a body of which nothing is said', { body: 'x', payloadHash: 'UNSIGNED-PAYLOAD' }, '200 undefined'],
  ['a hash that is none', { body: 'x', payloadHash: 'abc' }, '400 InvalidArgument'],
])('PUT signed with %s', async ([, question, ended]) => {
  const { status, code } = await ask(server, 'PUT', '/b/key', question);
  expect(`${status} ${code}`).toBe(ended);
});

test('a request without any signature is denied', async () => {
  const { host } = new URL(server.url);
  expect(await exchange(server.url, 'GET', '/b/key', { host })).toMatchObject({
    status: 403,
    code: 'AccessDenied',
  });
});

test.for([
  ['/b/a%20b/c+d%2Be', 'a b/c+d+e'],
  ['/b/%2Flead', '/lead'],
  ['/b//lead', '/lead'],
  ['/b/a/../b', 'a/../b'],
  ['/b/%E2%82%AC', '€'],
  ['/b/%EF%BF%BD', '\uFFFD'],
  ["/b/!'()*~-_.", "!'()*~-_."],
] as const)('the path %s is the key %s', async ([path, key]) => {
  expect(await ask(server, 'PUT', path, { body: 'x' })).toMatchObject({ status: 200 });
  expect(server.objects('b').has(key)).toBe(true);
});

test('a bucket in the name of the host', async () => {
  const headers = { host: `b.localhost:${new URL(server.url).port}` };
  expect(await ask(server, 'PUT', '/virtual/key', { body: 'x', headers })).toMatchObject({ status: 200 });
  expect(server.objects('b').has('virtual/key')).toBe(true);
});

test('a path that is no UTF-8 is refused', async () => {
  const { host } = new URL(server.url);
  expect(await exchange(server.url, 'GET', '/b/%FF', { host })).toMatchObject({
    status: 400,
    code: 'InvalidURI',
  });
});

/** A presigned address, the way the SDK writes it. */
function presign(
  method: string,
  path: string,
  options: { age?: number; expires?: number; secret?: string },
): string {
  const { age = 0, expires = 60, secret = server.secretAccessKey } = options;
  const time = timeOf(new Date(Date.now() - age * 1000));
  const scope = { date: time.slice(0, 8), region: server.region, service: 's3' };
  const query: [string, string][] = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${server.accessKeyId}/${scopeText(scope)}`],
    ['X-Amz-Date', time],
    ['X-Amz-Expires', String(expires)],
    ['X-Amz-SignedHeaders', 'host'],
  ];
  const headers: [string, string][] = [['host', new URL(server.url).host]];
  const request = { method, path, query, headers, payloadHash: 'UNSIGNED-PAYLOAD' };
  const signature = sign(request, time, scope, signingKey(secret, scope));
  const pairs = [...query, ['X-Amz-Signature', signature] as const];
  return `${path}?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

test.for([
  [{}, 200, undefined],
  [{ age: 70 }, 403, 'AccessDenied'],
  [{ secret: 'another' }, 403, 'SignatureDoesNotMatch'],
] as const)('a presigned PUT with %j gives %d', async ([options, status, code]) => {
  const target = presign('PUT', '/b/presigned', options);
  const { host } = new URL(server.url);
  expect(await exchange(server.url, 'PUT', target, { host }, Buffer.from('x'))).toMatchObject({
    status,
    code,
  });
});

test('a presigned GET reads, and cannot write', async () => {
  await ask(server, 'PUT', '/b/read', { body: 'bytes' });
  const target = presign('GET', '/b/read', {});
  const { host } = new URL(server.url);
  expect(await exchange(server.url, 'GET', target, { host })).toMatchObject({ status: 200, text: 'bytes' });
  expect(await exchange(server.url, 'PUT', target, { host })).toMatchObject({ status: 403 });
});

test('signs the example of the S3 documentation as it does', () => {
  // "Signature Calculations for the Authorization Header", GET Object; the key is the documentation's own.
  const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const headers = [
    ['host', 'examplebucket.s3.amazonaws.com'],
    ['range', 'bytes=0-9'],
    ['x-amz-content-sha256', empty],
    ['x-amz-date', '20130524T000000Z'],
  ] as const;
  const request = { method: 'GET', path: '/test.txt', query: [], headers, payloadHash: empty };
  const key = signingKey(['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/'), scope);
  expect(sign(request, '20130524T000000Z', scope, key)).toBe(
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  );
});

test('takes a name of the SDK with everything in it', async () => {
  const s3 = clientOf(server);
  await expect(s3.send(new GetObjectCommand({ Bucket: 'b', Key: "~ !'()*+%&=?#é😀" }))).rejects.toMatchObject(
    {
      name: 'NoSuchKey',
    },
  );
  s3.destroy();
});
