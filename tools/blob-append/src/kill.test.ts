import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awsOf } from '../../../test/servers/access.ts';
import { startS3, type StrictS3 } from '../../../test/servers/s3.ts';
import { append } from './fixtures/append.ts';
import { candles } from './fixtures/candles.ts';
import { query, testDirectory } from './fixtures/duckdb.ts';
import { writeLarge } from './fixtures/large-table.ts';
import { start } from './fixtures/process.ts';

// Dozens of runs one after another: on a machine that is busy that may take long.
vi.setConfig({ testTimeout: 1_200_000 });

const ROWS = 900_000;
const flags = { to: 's3://prices/large.parquet', key: 'product,time', rowGroupRows: 20_480 };
// The store is not tried out each time: those requests write nothing that counts.
const words = `--to ${flags.to} --key ${flags.key} --row-group-rows ${flags.rowGroupRows} --aws-conditional-writes trust`;

let server: StrictS3;
beforeEach(async () => {
  server = await startS3();
  server.createBucket('prices');
});
afterEach(() => server.stop());

test('killed at any request of an append, it leaves the old table or the new one, and the next run goes on', async () => {
  const access = { aws: awsOf(server) };
  const local = join(testDirectory(), 'large.parquet');
  await writeLarge(local, ROWS, flags.rowGroupRows);
  await append({ ...flags, from: local }, [{}], access);
  server.fault({ do: { delayMs: 40 }, times: Number.POSITIVE_INFINITY });
  const etag = (): string => server.objects('prices').get('large.parquet')!.etag;
  const operations = new Set<string>();
  let rows = ROWS;
  for (let at = 1; ; at++) {
    const next = candles(rows, rows + 10);
    const before = etag();
    server.requests.length = 0;
    const { kill, ended } = start(words.split(' '), { rows: next, env: server.env });
    let isRunning = true;
    void ended.then(() => (isRunning = false));
    while (isRunning && server.requests.length < at) await sleep(2);
    kill();
    const { exit } = await ended;
    // What the server had begun it may still do.
    await server.settled();
    for (const { operation } of server.requests) operations.add(operation);
    const isNew = etag() !== before;
    const { result } = await append(flags, next, access);
    expect(result).toMatchObject({ rowsNew: isNew ? 0 : 10, rowsAfter: rows + 10 });
    rows += 10;
    if (exit === 0) break;
  }
  // It was killed at each of these at least once.
  expect([...operations]).toEqual(
    expect.arrayContaining(['UploadPartCopy', 'UploadPart', 'CompleteMultipartUpload']),
  );
  writeFileSync(local, server.objects('prices').get('large.parquet')!.bytes);
  expect(await query(`SELECT count(*), count(DISTINCT time), max(close) FROM '${local}'`)).toEqual([
    [String(rows), String(rows), rows - 0.5],
  ]);
  // What the killed ones left is seen by nobody, and gc removes it.
  const left = server.uploads('prices').length;
  const { results } = await start(['gc', 's3://prices/', '--older-than', '0s'], { env: server.env }).ended;
  expect(results.filter(({ what }) => what === 'multipart upload')).toHaveLength(left);
  expect(server.uploads('prices')).toEqual([]);
});

test('told to stop while it reads, it leaves the table as it is and nothing behind', async () => {
  const access = { aws: awsOf(server) };
  const to = 's3://prices/small.parquet';
  await append({ to }, candles(0, 5), access);
  const before = server.objects('prices').get('small.parquet')!.etag;
  server.requests.length = 0;
  server.fault({ operation: 'GetObject', key: 'small.parquet', do: 'stall' });
  const { kill, ended } = start(['--to', to], { rows: candles(3, 8), env: server.env });
  while (!server.requests.some(({ operation }) => operation === 'GetObject')) await sleep(5);
  kill('SIGTERM');
  await sleep(200);
  kill('SIGTERM');
  const { exit, left, said } = await ended;
  expect({ exit, left }, said).toEqual({ exit: 143, left: [] });
  expect(server.objects('prices').get('small.parquet')!.etag).toBe(before);
});
