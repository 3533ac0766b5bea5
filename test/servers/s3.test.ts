import * as api from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from './s3/ask.ts';
import { clientOf, outcome } from './s3/client.ts';
import { openSession, type Session } from './s3/session.ts';
import { startS3, type StrictS3 } from './s3.ts';

let server: StrictS3;
let s3: api.S3Client;
let session: Session;
beforeEach(async () => {
  server = await startS3();
  server.createBucket('b');
  s3 = clientOf(server);
  session = openSession(s3, 'b');
});
afterEach(async () => {
  s3.destroy();
  await server.stop();
});

test('requests are seen with their bytes', async () => {
  await session.put('k', 'hello');
  await session.get('k', { Range: 'bytes=0-2' });
  await session.head('none');
  expect(server.requests).toEqual([
    { method: 'PUT', operation: 'PutObject', bucket: 'b', key: 'k', bytesIn: 5, bytesOut: 0, status: 200 },
    { method: 'GET', operation: 'GetObject', bucket: 'b', key: 'k', bytesIn: 0, bytesOut: 3, status: 206 },
    {
      method: 'HEAD',
      operation: 'HeadObject',
      bucket: 'b',
      key: 'none',
      bytesIn: 0,
      bytesOut: 0,
      status: 404,
    },
  ]);
});

test('objects and unfinished uploads are seen', async () => {
  await session.put('k', 'hello', { Metadata: { a: 'b' } });
  const uploadId = await session.begin('big');
  await session.part('big', uploadId, 7, 'part');
  const { bytes, etag, metadata } = server.objects('b').get('k') ?? {};
  expect([bytes?.toString(), etag, metadata]).toEqual([
    'hello',
    '5d41402abc4b2a76b9719d911017c592',
    { a: 'b' },
  ]);
  expect(server.uploads('b')).toEqual([{ key: 'big', uploadId, parts: 1 }]);
  await session.abort('big', uploadId);
  expect(server.uploads('b')).toEqual([]);
});

test.for([
  ['GET', '/b?acl', {}],
  ['GET', '/b', {}],
  ['GET', '/b/k?versionId=1', {}],
  ['PUT', '/b/k?tagging', {}],
  ['PUT', '/b/k', { 'x-amz-server-side-encryption': 'aws:kms' }],
  ['PUT', '/b/k', { 'x-amz-acl': 'private' }],
  ['POST', '/b/k', {}],
] as const)('%s %s with %j is not implemented', async ([method, path, headers]) => {
  expect(await ask(server, method, path, { headers })).toMatchObject({ status: 501, code: 'NotImplemented' });
});

test('an operation that is not known is seen as such', async () => {
  await ask(server, 'GET', '/b?acl');
  expect(server.requests).toMatchObject([{ operation: 'Unknown', status: 501 }]);
});

test('errors carry what a report needs', async () => {
  const { text, headers } = await ask(server, 'GET', '/b/no%26ne');
  expect(headers['x-amz-request-id']).toMatch(/^[\dA-F]{16}$/);
  expect(text).toContain('<Key>no&amp;ne</Key>');
  expect(text).toContain(`<RequestId>${String(headers['x-amz-request-id'])}</RequestId>`);
});

test('buckets are made, found, listed and removed', async () => {
  const Bucket = 'fresh';
  expect(await outcome(s3.send(new api.HeadBucketCommand({ Bucket })))).toBe('404 NotFound');
  await s3.send(new api.CreateBucketCommand({ Bucket }));
  await s3.send(new api.CreateBucketCommand({ Bucket }));
  expect((await s3.send(new api.HeadBucketCommand({ Bucket }))).BucketRegion).toBe('us-east-1');
  expect((await s3.send(new api.ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([
    'b',
    Bucket,
  ]);
  expect((await s3.send(new api.GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined();
  await s3.send(new api.PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
  expect(await outcome(s3.send(new api.DeleteBucketCommand({ Bucket })))).toBe('409 BucketNotEmpty');
  await s3.send(new api.DeleteObjectCommand({ Bucket, Key: 'k' }));
  expect(await outcome(s3.send(new api.DeleteBucketCommand({ Bucket })))).toBe('204');
  expect(await outcome(s3.send(new api.CreateBucketCommand({ Bucket: 'NO' })))).toBe('400 InvalidBucketName');
  expect(await openSession(s3, 'none').put('k')).toBe('404 NoSuchBucket');
});

test('several keys are removed at once, with their own conditions', async () => {
  for (const key of ['a', 'b&', 'c']) await session.put(key);
  const Objects = [{ Key: 'a' }, { Key: 'b&' }, { Key: 'none' }, { Key: 'c', ETag: 'other' }];
  const { Deleted, Errors } = await s3.send(
    new api.DeleteObjectsCommand({ Bucket: 'b', Delete: { Objects } }),
  );
  expect(Deleted?.map(({ Key }) => Key)).toEqual(['a', 'b&', 'none']);
  expect(Errors).toMatchObject([{ Key: 'c', Code: 'PreconditionFailed' }]);
  expect([...server.objects('b').keys()]).toEqual(['c']);
});

test('an object of 5 GB and a byte takes no memory', async () => {
  const size = 5 * 1024 ** 3 + 1;
  server.putSparse('b', 'huge', size);
  expect(await session.range('huge', `bytes=-3`)).toBe(`bytes ${size - 3}-${size - 1}/${size}`);
  expect(await session.get('huge', { Range: 'bytes=5368709119-5368709120' })).toBe('\0\0');
  expect(await session.copy('huge', 'c')).toBe('400 InvalidRequest');
  const id = await session.begin('c');
  const [half, rest] = ['bytes=0-5368709119', `bytes=5368709120-${size - 1}`];
  expect(await session.copyPart('huge', 'c', id, { CopySourceRange: `bytes=0-${size - 1}` })).toBe(
    '400 InvalidRequest',
  );
  expect(await session.copyPart('huge', 'c', id, { CopySourceRange: half })).toBe('200');
  expect(await session.copyPart('huge', 'c', id, { CopySourceRange: rest, PartNumber: 2 })).toBe('200');
  const { Parts } = await s3.send(new api.ListPartsCommand({ Bucket: 'b', Key: 'c', UploadId: id }));
  const parts = Parts?.map(({ PartNumber = 0, ETag = '' }) => [PartNumber, ETag] as const) ?? [];
  expect(await session.complete('c', id, parts, { MpuObjectSize: size })).toBe('200');
  expect(await session.range('c', 'bytes=-1')).toBe(`bytes ${size - 1}-${size - 1}/${size}`);
});
