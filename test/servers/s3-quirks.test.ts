import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, expect, test } from 'vitest';
import { clientOf, outcome } from './s3/client.ts';
import { openSession, type Session } from './s3/session.ts';
import { startS3, type S3Quirks, type StrictS3 } from './s3.ts';

let server: StrictS3;
afterEach(() => server.stop());

async function open(quirks: Partial<S3Quirks>): Promise<Session> {
  server = await startS3({ quirks });
  server.createBucket('b');
  const session = openSession(clientOf(server), 'b');
  await session.put('k', 'hello');
  return session;
}

const HELLO = createHash('md5').update('hello').digest('hex');

/** Completes over `k` under a condition that does not hold. */
async function completeWrongly(session: Session): Promise<string> {
  const uploadId = await session.begin('k');
  await session.part('k', uploadId, 1, 'hello');
  return session.complete('k', uploadId, [[1, HELLO]], { IfMatch: 'other' });
}

test('ignoresConditions: reads, writes, copies and removals go through', async () => {
  const session = await open({ ignoresConditions: true });
  expect(await session.put('k', 'x', { IfNoneMatch: '*' })).toBe('200');
  expect(await session.get('k', { IfMatch: 'other' })).toBe('x');
  expect(await session.copy('k', 'c', { CopySourceIfMatch: 'other' })).toBe('200');
  expect(await completeWrongly(session)).toBe('200');
  expect(await session.remove('k', { IfMatch: 'other' })).toBe('204');
});

test('ignoresCompleteConditions: only Complete goes through', async () => {
  const session = await open({ ignoresCompleteConditions: true });
  expect(await session.put('k', 'x', { IfMatch: 'other' })).toBe('412 PreconditionFailed');
  expect(await completeWrongly(session)).toBe('200');
});

test('unquotedIfMatchOnly: a quoted ETag never matches in a write', async () => {
  const session = await open({ unquotedIfMatchOnly: true });
  expect(await session.put('k', 'hello', { IfMatch: `"${HELLO}"` })).toBe('412 PreconditionFailed');
  expect(await session.put('k', 'hello', { IfMatch: HELLO })).toBe('200');
  expect(await session.get('k', { IfMatch: `"${HELLO}"` })).toBe('hello');
});

test('rejectsStreamingChecksums: only a checksum in front is taken', async () => {
  await open({ rejectsStreamingChecksums: true });
  const put = (config: object): Promise<string> => {
    const Body = Readable.from([Buffer.from('x')]);
    return outcome(
      clientOf(server, config).send(new PutObjectCommand({ Bucket: 'b', Key: 's', Body, ContentLength: 1 })),
    );
  };
  expect(await put({})).toBe('411 MissingContentLength');
  expect(await put({ requestChecksumCalculation: 'WHEN_REQUIRED' })).toBe('200');
});

test('noSuffixRanges: a suffix gives the whole object', async () => {
  const session = await open({ noSuffixRanges: true });
  expect(await session.range('k', 'bytes=-2')).toBe('5');
  expect(await session.range('k', 'bytes=3-')).toBe('bytes 3-4/5');
});

test('etagIsNotMd5: the ETag has its form only', async () => {
  const session = await open({ etagIsNotMd5: true });
  const etag = await session.etag('k');
  expect(etag).toMatch(/^"[\da-f]{32}"$/);
  expect(etag).not.toContain(HELLO);
  expect(await session.put('k', 'x', { IfMatch: etag })).toBe('200');
});
