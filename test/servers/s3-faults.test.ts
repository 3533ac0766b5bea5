import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from './s3/ask.ts';
import { clientOf } from './s3/client.ts';
import { openSession } from './s3/session.ts';
import { startS3, type StrictS3 } from './s3.ts';

let server: StrictS3;
let s3: S3Client;
beforeEach(async () => {
  server = await startS3();
  server.createBucket('b');
  s3 = clientOf(server);
});
afterEach(async () => {
  s3.destroy();
  await server.stop();
});

const put = (options = {}): Promise<unknown> =>
  s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' }), options);

/** Waits until so many requests for a key have come. */
async function arrived(key: string, count: number): Promise<void> {
  while (server.requests.filter((request) => request.key === key).length < count) await sleep(2);
}

test('dropBefore: the connection breaks and nothing is done', async () => {
  server.fault({ do: 'dropBefore' });
  await expect(put()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(server.objects('b').size).toBe(0);
  expect(server.requests).toMatchObject([{ operation: 'PutObject', key: 'k', status: 0 }]);
});

test('dropAfter: the connection breaks and it is done', async () => {
  server.fault({ do: 'dropAfter' });
  await expect(put()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(server.objects('b').get('k')?.bytes.toString()).toBe('x');
});

/** The client goes away as soon as so many requests for its key have come. */
async function leave(
  send: (options: { abortSignal: AbortSignal }) => Promise<unknown>,
  count = 1,
): Promise<void> {
  const stop = new AbortController();
  const sent = send({ abortSignal: stop.signal });
  await arrived('k', count);
  stop.abort();
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
}

test('stall: no reply comes and nothing is done', async () => {
  server.fault({ key: 'k', do: 'stall' });
  await leave(put);
  expect(server.objects('b').size).toBe(0);
});

test('what a client had sent before it went away is done in the end', async () => {
  server.fault({ do: { delayMs: 200 } });
  await leave(put);
  await server.settled();
  expect(server.objects('b').size).toBe(1);
});

test('a client that goes away before a large reply begins leaves nothing unfinished', async () => {
  await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: Buffer.alloc(1_000_000) }));
  server.fault({ operation: 'GetObject', do: { delayMs: 200 } });
  const get = new GetObjectCommand({ Bucket: 'b', Key: 'k' });
  await leave((options) => s3.send(get, options), 2);
  await expect(server.settled()).resolves.toBeUndefined();
});

test('truncate: half of the body comes under the length of the whole', async () => {
  await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: Buffer.alloc(100_000) }));
  server.fault({ operation: 'GetObject', do: 'truncate' });
  const reply = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  expect(reply.ContentLength).toBe(100_000);
  await expect(reply.Body?.transformToByteArray()).rejects.toThrow('aborted');
  expect(server.requests.at(-1)).toMatchObject({ status: 200, bytesOut: 50_000 });
});

test('an error of its own with Retry-After', async () => {
  server.fault({ do: { status: 503, code: 'SlowDown', retryAfter: 7 } });
  const reply = await ask(server, 'PUT', '/b/k', { body: 'x' });
  expect(reply).toMatchObject({ status: 503, code: 'SlowDown', headers: { 'retry-after': '7' } });
  expect(server.objects('b').size).toBe(0);
});

test('an error under status 200, as late failures of Copy come', async () => {
  await put();
  server.fault({ operation: 'CopyObject', do: { status: 200, code: 'InternalError' } });
  expect(await openSession(s3, 'b').copy('k', 'c')).toContain('InternalError');
  expect(server.objects('b').has('c')).toBe(false);
});

test('a delay', async () => {
  server.fault({ do: { delayMs: 20 } });
  await put();
  expect(server.objects('b').has('k')).toBe(true);
});

test('a fault meets only what fits, and as often as it should', async () => {
  const session = openSession(s3, 'b');
  server.fault({ operation: 'PutObject', key: 'two', times: 2, do: { status: 500, code: 'InternalError' } });
  server.fault({ operation: 'PutObject', key: 'two', do: { status: 503, code: 'SlowDown' } });
  const ended = [];
  for (const key of ['one', 'two', 'two', 'two', 'two']) ended.push(await session.put(key));
  expect(ended).toEqual(['200', '500 InternalError', '500 InternalError', '503 SlowDown', '200']);
  expect(await session.head('two')).toBe('200');
});

test('a server that goes down comes up at the same address with what it had', async () => {
  await put();
  await server.goDown();
  await expect(ask(server, 'GET', '/b/k')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await server.comeUp();
  expect(await openSession(s3, 'b').get('k')).toBe('x');
});

test('a removal that comes in between is a conflict for who creates', async () => {
  await put();
  server.fault({ operation: 'PutObject', key: 'k', do: { delayMs: 100 } });
  const session = openSession(s3, 'b');
  const written = session.put('k', 'y', { IfNoneMatch: '*' });
  await arrived('k', 2);
  await session.remove('k');
  expect(await written).toBe('409 ConditionalRequestConflict');
});

test('a removal that comes in between leaves nothing for who replaces', async () => {
  await put();
  const ifMatch = server.objects('b').get('k')?.etag ?? '';
  server.fault({ operation: 'PutObject', key: 'k', do: { delayMs: 100 } });
  const session = openSession(s3, 'b');
  const written = session.put('k', 'y', { IfMatch: ifMatch });
  await arrived('k', 2);
  await session.remove('k');
  expect(await written).toBe('404 NoSuchKey');
});
