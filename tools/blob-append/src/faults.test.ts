import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { awsOf } from '../../../test/servers/access.ts';
import { clientOf } from '../../../test/servers/s3/client.ts';
import { startS3, type S3Fault, type StrictS3 } from '../../../test/servers/s3.ts';
import { append } from './fixtures/append.ts';
import { candles } from './fixtures/candles.ts';

let server: StrictS3;
let access: { aws: ReturnType<typeof awsOf> };
let tables = 0;
let key: string;
let to: string;
const bytes = (): string => server.objects('prices').get(key)?.bytes.toString('base64') ?? 'none';

beforeAll(async () => {
  server = await startS3();
  server.createBucket('prices');
  access = { aws: awsOf(server) };
});
afterAll(() => server.stop());
beforeEach(async () => {
  key = `${++tables}.parquet`;
  to = `s3://prices/${key}`;
  await append({ to }, candles(0, 5), access);
  server.requests.length = 0;
});

const denied = { status: 403, code: 'AccessDenied' };
const broken = { status: 500, code: 'InternalError' };

test.for([
  ['a refusal of the first look', 'HeadObject', denied, 'denied'],
  ['a refusal to read', 'GetObject', denied, 'denied'],
  ['an error of the server at the first look', 'HeadObject', broken, 'unavailable'],
  ['an error of the server on reading', 'GetObject', broken, 'unavailable'],
  ['a body that breaks off', 'GetObject', 'truncate', 'unavailable'],
  ['a connection that is cut', 'GetObject', 'dropBefore', 'unavailable'],
  ['a refusal to write', 'PutObject', denied, 'denied'],
] as const)('%s is no empty table: it stays as it is', async ([, operation, act, code]) => {
  const before = bytes();
  const fault: S3Fault = { operation, key, do: act, times: 30 };
  server.fault(fault);
  try {
    await expect(append({ to }, candles(3, 8), access)).rejects.toMatchObject({ code });
    expect(bytes()).toBe(before);
  } finally {
    // What is left of the fault would meet the next test's table; it has another key.
    server.requests.length = 0;
  }
});

test('a table that is no Parquet file any more is never written over', async () => {
  const { bytes: whole } = server.objects('prices').get(key)!;
  const client = clientOf(server);
  for (const Body of [Buffer.from('gone'), whole.subarray(0, 300), Buffer.alloc(0)]) {
    await client.send(new PutObjectCommand({ Bucket: 'prices', Key: key, Body }));
    await expect(append({ to }, candles(3, 8), access)).rejects.toMatchObject({ code: 'unreadable_table' });
    expect(bytes()).toBe(Buffer.from(Body).toString('base64'));
  }
  client.destroy();
});

test('an end while it reads leaves the table as it is', async () => {
  const before = bytes();
  server.fault({ operation: 'GetObject', key, do: 'stall' });
  const ending = new AbortController();
  const running = append({ to }, candles(3, 8), access, { signal: ending.signal });
  while (!server.requests.some(({ operation }) => operation === 'GetObject'))
    await new Promise((resolve) => setTimeout(resolve, 5));
  ending.abort();
  await expect(running).rejects.toThrow('aborted');
  expect(bytes()).toBe(before);
});

test('another writer in between: it starts over with what is there then', async () => {
  server.fault({ operation: 'PutObject', key, do: { status: 412, code: 'PreconditionFailed' }, times: 2 });
  const { result } = await append({ to }, candles(3, 8), access);
  expect(result).toMatchObject({ status: 'appended', attempts: 3, rowsNew: 3, rowsAfter: 8 });
});

test('a commit whose answer is lost is not done twice', async () => {
  server.fault({ operation: 'PutObject', key, do: 'dropAfter' });
  const lost = await append({ to }, candles(3, 8), access).catch((thrown: unknown) => thrown);
  const { result } = await append({ to }, candles(3, 8), access);
  expect(result, String(lost)).toMatchObject({ status: 'upToDate', rowsAfter: 8 });
});

test('the table is gone between the look and the read: a new one is made', async () => {
  server.fault({ operation: 'GetObject', key, do: { status: 404, code: 'NoSuchKey' } });
  const { result } = await append({ to }, candles(3, 8), access);
  expect(result).toMatchObject({ attempts: 2, rowsAfter: 8 });
});

test('a store that keeps no conditions is not written to', async () => {
  const dumb = await startS3({ quirks: { ignoresConditions: true } });
  try {
    dumb.createBucket('prices');
    await expect(append({ to }, candles(0, 5), { aws: awsOf(dumb) })).rejects.toMatchObject({
      code: 'unsafe_store',
    });
    expect([...dumb.objects('prices').keys()]).toEqual([]);
  } finally {
    await dumb.stop();
  }
});
