import { Failure, type JsonObject, type Members } from '@leat/pipe';
import type { Access } from '@leat/storage';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { awsOf } from '../../../../test/servers/access.ts';
import { startS3, type S3Fault, type StrictS3 } from '../../../../test/servers/s3.ts';
import { bytesAt, openCopy, put, testDirectory } from './open-copy.ts';

/* What networks and stores do to a copy: it is whole in the end, and was written once. */

const MiB = 1024 * 1024;
let server: StrictS3;
let access: Access;
/** Waits no longer than a second for an answer that does not come. */
let hasty: Access;
let bucket = '';
let count = 0;
beforeAll(async () => {
  server = await startS3();
  access = { aws: awsOf(server) };
  hasty = { aws: { ...awsOf(server), idleTimeout: 1 } };
});
afterAll(() => server.stop());
beforeEach(() => {
  bucket = `bucket-${count++}`;
  server.createBucket(bucket);
});

/** As a run does it: what may work later is looked up, and then tried again. */
async function attempted(run: ReturnType<typeof openCopy>, record: JsonObject): Promise<Members> {
  for (let tries = 1; ; tries++) {
    try {
      if (tries > 1) {
        const found = await run.lookup(record);
        if (found.is === 'found') return found.members;
      }
      return await run.copy(record);
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.class !== 'retry' || tries === 6) throw thrown;
    }
  }
}

const wrongs: S3Fault['do'][] = [
  'dropBefore',
  'dropAfter',
  'truncate',
  'stall',
  { status: 503, code: 'SlowDown' },
  { status: 500, code: 'InternalError' },
];
const cases = (operations: readonly string[]) =>
  operations.flatMap((operation) =>
    wrongs.map((wrong) => [operation, JSON.stringify(wrong), wrong] as const),
  );

const patience = (wrong: S3Fault['do']): Access => (wrong === 'stall' ? hasty : access);

test.each(['to', 'from'] as const)('a wrong secret ends the run, %s a bucket', async (which) => {
  const wrong: Access = { aws: { ...awsOf(server), secretAccessKey: 'another' } };
  const [there, here] = [`s3://${bucket}`, testDirectory()];
  await put(join(here, 'a'), 'content');
  const run = openCopy({ to: which === 'to' ? there : here }, wrong);
  const uri = which === 'to' ? join(here, 'a') : `${there}/a`;
  await expect(run.copy({ key: 'b', uri })).rejects.toMatchObject({ class: 'fatal' });
});

describe('writing', () => {
  test.for(cases(['PutObject', 'HeadObject']))('%s: %s', async ([operation, , wrong]) => {
    const from = join(testDirectory(), 'a');
    await put(from, 'content');
    server.fault({ operation, key: 'in/a', do: wrong });
    const run = openCopy({ to: `s3://${bucket}/in` }, patience(wrong));
    const members = await attempted(run, { key: 'a', uri: from });
    expect(members).toMatchObject({ uri: `s3://${bucket}/in/a`, copy: { size: 7 } });
    expect(String(await bytesAt(`s3://${bucket}/in/a`, access))).toBe('content');
    expect(server.objects(bucket).get('in/a')!.etag).toBe(members['version']);
  });

  test.for(cases(['UploadPart', 'CreateMultipartUpload', 'CompleteMultipartUpload']))(
    '%s: %s',
    async ([operation, , wrong]) => {
      const from = join(testDirectory(), 'a');
      const bytes = randomBytes(34 * MiB);
      await put(from, bytes);
      server.fault({ operation, do: wrong });
      const run = openCopy({ to: `s3://${bucket}` }, patience(wrong));
      const members = await attempted(run, { key: 'a', uri: from });
      expect(server.objects(bucket).get('a')!.etag).toBe(members['version']);
      expect((await bytesAt(`s3://${bucket}/a`, access)).equals(bytes)).toBe(true);
    },
  );
});

test('large files at the same time, whose parts fail and are late: each byte is in its place', async () => {
  const files = await Promise.all(
    ['a', 'b', 'c'].map(async (key) => {
      const bytes = randomBytes(100 * MiB + 3);
      const uri = join(testDirectory(), key);
      await put(uri, bytes);
      return { key, uri, bytes };
    }),
  );
  const run = openCopy({ to: `s3://${bucket}` }, access);
  for (const wrong of ['dropBefore', 'dropAfter', { status: 503, code: 'SlowDown' }, 'truncate'] as const) {
    server.fault({ operation: 'UploadPart', do: { delayMs: 20 }, times: 3 });
    server.fault({ operation: 'UploadPart', do: wrong });
  }
  await Promise.all(files.map(({ key, uri }) => attempted(run, { key, uri })));
  for (const { key, bytes } of files)
    expect((await bytesAt(`s3://${bucket}/${key}`, access)).equals(bytes), key).toBe(true);
});

describe('reading', () => {
  test.for(cases(['GetObject', 'HeadObject']))('%s: %s', async ([operation, , wrong]) => {
    const to = testDirectory();
    const { uri, version } = await put(`s3://${bucket}/a`, 'content', access);
    server.fault({ operation, key: 'a', do: wrong });
    await attempted(openCopy({ to }, patience(wrong)), { key: 'a', uri, version });
    expect(String(await bytesAt(join(to, 'a')))).toBe('content');
    expect(readdirSync(to)).toEqual(['a']);
  });

  test.for(cases(['GetObject']))('by several requests, %s: %s', async ([operation, , wrong]) => {
    const to = testDirectory();
    const bytes = Buffer.alloc(66 * MiB, 'leat');
    const { uri } = await put(`s3://${bucket}/a`, bytes, access);
    server.fault({ operation, key: 'a', do: { delayMs: 1 }, times: 3 });
    server.fault({ operation, key: 'a', do: wrong });
    await attempted(openCopy({ to }, patience(wrong)), { key: 'a', uri });
    expect((await bytesAt(join(to, 'a'))).equals(bytes)).toBe(true);
    expect(readdirSync(to)).toEqual(['a']);
  });
});

describe('inside the store', () => {
  test.for(cases(['CopyObject']))('%s: %s', async ([operation, , wrong]) => {
    const { uri } = await put(`s3://${bucket}/a`, 'content', access);
    server.fault({ operation, do: wrong });
    const members = await attempted(openCopy({ to: `s3://${bucket}/in` }, patience(wrong)), {
      key: 'a',
      uri,
    });
    expect(server.objects(bucket).get('in/a')!.etag).toBe(members['version']);
    expect(String(await bytesAt(`s3://${bucket}/in/a`, access))).toBe('content');
  });
});

describe('a store that keeps no conditions', () => {
  let loose: StrictS3;
  beforeAll(async () => {
    loose = await startS3({ quirks: { ignoresConditions: true } });
    loose.createBucket('bucket');
  });
  afterAll(() => loose.stop());

  test('is told once, and still nothing is written over other content', async () => {
    const loosely: Access = { aws: awsOf(loose) };
    const from = testDirectory();
    for (const name of ['a', 'b', 'c']) await put(join(from, name), name);
    await put('s3://bucket/c', 'theirs', loosely);
    const { copy, log } = openCopy({ to: 's3://bucket' }, loosely);
    for (const key of ['a', 'b'])
      expect(await copy({ key, uri: join(from, key) })).toMatchObject({ copy: { status: 'copied' } });
    await expect(copy({ key: 'c', uri: join(from, 'c') })).rejects.toMatchObject({ code: 'conflict' });
    expect(log).toEqual([expect.stringContaining('does not keep conditions')]);
  });
});

test('what another hand writes while the copy is read back stays', async () => {
  const from = join(testDirectory(), 'a');
  await put(from, 'content');
  const target = `s3://${bucket}/a`;
  const run = openCopy({ to: `s3://${bucket}`, verify: 'download' }, access);
  server.fault({ operation: 'GetObject', key: 'a', do: { delayMs: 3000 } });
  const copying = run.copy({ key: 'a', uri: from });
  while (!server.requests.some(({ operation, key }) => operation === 'GetObject' && key === 'a'))
    await new Promise((resolve) => setTimeout(resolve, 5));
  await put(target, 'CONTENT', access);
  await expect(copying).rejects.toMatchObject({ code: 'conflict' });
  expect(String(await bytesAt(target, access))).toBe('CONTENT');
});
