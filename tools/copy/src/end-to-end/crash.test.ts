import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@leat/storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsOf } from '../../../../test/servers/access.ts';
import { startS3, type StrictS3 } from '../../../../test/servers/s3.ts';
import { openShell, type Shell } from './shell.ts';

/* Killed at one request after another, and run again: whole, and nothing left but what is said. */

const MiB = 1024 * 1024;
const bytes = Buffer.alloc(34 * MiB + 7, 'leat carries water ');
let server: StrictS3;
let shell: Shell;
beforeAll(async () => {
  server = await startS3();
  shell = openShell(server.env);
  writeFileSync(join(shell.directory, 'large'), bytes);
});
afterAll(async () => {
  shell.end();
  await server.stop();
});

const lineOf = (uri: string): string => `${JSON.stringify({ key: 'large', uri })}\n`;

const killWhen = (isSo: () => boolean, to: string, uri: string): Promise<boolean> =>
  shell.killCopy(to, lineOf(uri), isSo);

/** When the server has had so many requests of it. */
function killAt(requests: number, to: string, uri: string): Promise<boolean> {
  const before = server.requests.length;
  return killWhen(() => server.requests.length - before >= requests, to, uri);
}

/** What the server was asked about an object. */
function asked(bucket: string, operation: string): number {
  const of = server.requests.filter((it) => it.bucket === bucket && it.key === 'large');
  return of.filter((it) => it.operation === operation).length;
}

async function again(to: string, uri: string) {
  const ran = await shell.run(`echo '${lineOf(uri).trim()}' | leat-copy --to ${to}`);
  expect(ran.exit, JSON.stringify(ran.log)).toBe(0);
  return ran.records[0] as { uri: string; version: string; copy: { status: string } };
}

describe('an upload', () => {
  const cases = [2, 6, 9, 11, 13, 14, 15, 16, 18];
  test.for(cases)('killed at request %i', async (requests) => {
    const bucket = `up-${requests}`;
    server.createBucket(bucket);
    await killAt(requests, `s3://${bucket}`, join(shell.directory, 'large'));
    const { version } = await again(`s3://${bucket}`, join(shell.directory, 'large'));
    const object = server.objects(bucket).get('large')!;
    expect(object.etag).toBe(version);
    expect(object.bytes.equals(bytes)).toBe(true);
    // What is left is of the trial whether the store keeps conditions, and a sweep knows it.
    expect(server.uploads(bucket).filter(({ key }) => key === 'large')).toEqual([]);
    const { store, address } = await openStore(`s3://${bucket}/`, { aws: awsOf(server) });
    await Array.fromAsync(store.sweep(address, { olderThanSeconds: 0 }));
    expect(server.uploads(bucket)).toEqual([]);
  });

  test('goes on with the parts that have arrived', async () => {
    server.createBucket('resumed');
    server.fault({ operation: 'CompleteMultipartUpload', key: 'large', do: 'stall' });
    const isComplete = (): boolean => asked('resumed', 'CompleteMultipartUpload') > 0;
    await killWhen(isComplete, 's3://resumed', join(shell.directory, 'large'));
    const sent = asked('resumed', 'UploadPart');
    const { copy } = await again('s3://resumed', join(shell.directory, 'large'));
    expect(copy.status).toBe('resumed');
    expect(asked('resumed', 'UploadPart')).toBe(sent);
  });
});

describe('a download', () => {
  test.for([2, 4])('killed at request %i', async (requests) => {
    const bucket = `down-${requests}`;
    server.createBucket(bucket);
    await again(`s3://${bucket}`, join(shell.directory, 'large'));
    await killAt(requests, `in-${requests}`, `s3://${bucket}/large`);
    const { uri } = await again(`in-${requests}`, `s3://${bucket}/large`);
    expect(readFileSync(uri).equals(bytes)).toBe(true);
    expect(readdirSync(join(shell.directory, `in-${requests}`))).toEqual(['large']);
  });

  test('of a large object goes on with what is on the disk', async () => {
    server.createBucket('sparse');
    const size = 120 * MiB;
    server.putSparse('sparse', 'large', size);
    // Ranges of 8 MiB, four under way: when the thirteenth is asked for, 64 MiB are on the disk.
    server.fault({ operation: 'GetObject', key: 'large', do: { delayMs: 1 }, times: 11 });
    server.fault({ operation: 'GetObject', key: 'large', do: 'stall', times: 4 });
    const isStalled = (): boolean => asked('sparse', 'GetObject') === 15;
    await killWhen(
      () => isStalled() && partialsIn('sparse').includes(64 * MiB),
      'sparse',
      's3://sparse/large',
    );
    const { copy, uri } = await again('sparse', 's3://sparse/large');
    expect(copy.status).toBe('resumed');
    expect(asked('sparse', 'GetObject')).toBeLessThan(15 + 15);
    expect(readFileSync(uri).equals(Buffer.alloc(size))).toBe(true);
    expect(readdirSync(join(shell.directory, 'sparse'))).toEqual(['large']);
  });
});

/** How many bytes of partial files are on the disk for sure. */
function partialsIn(directory: string): number[] {
  const names = readdirSync(join(shell.directory, directory));
  return names.map((name) => Number(/-(\d+)\.part$/.exec(name)?.[1]));
}
