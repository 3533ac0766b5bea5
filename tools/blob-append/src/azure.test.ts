import { BlobServiceClient } from '@azure/storage-blob';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { azureOf } from '../../../test/servers/access.ts';
import { startAzurite, type Azurite } from '../../../test/servers/azurite.ts';
import { makeContainer } from '../../../test/servers/make-bucket.ts';
import { append } from './fixtures/append.ts';
import { candle, candles } from './fixtures/candles.ts';
import { testDirectory } from './fixtures/duckdb.ts';
import { start } from './fixtures/process.ts';
import { writeLarge } from './fixtures/large-table.ts';

let azurite: Azurite;
let access: { azure: ReturnType<typeof azureOf> };
beforeAll(async () => {
  azurite = await startAzurite();
  access = { azure: azureOf(azurite) };
  await makeContainer(azurite, 'prices');
});
afterAll(() => azurite.stop());

test('a landing table is replaced, and appended to the history when it has changed', async () => {
  const landing = 'az://prices/landing/raw.parquet';
  const history = 'az://prices/history.parquet';
  expect((await append({ to: landing, replace: true }, candles(0, 4), access)).result).toMatchObject({
    status: 'created',
    rowsAfter: 4,
  });
  const flags = { from: landing, to: history, key: 'product,time' };
  expect((await append(flags, [{}], access)).result).toMatchObject({ status: 'created', rowsAfter: 4 });
  // Nothing new: two requests, of which neither has a body.
  expect((await append(flags, [{}], access)).result).toMatchObject({
    status: 'upToDate',
    reason: 'the source was appended in this version',
    bytesRead: 0,
    bytesWritten: 0,
  });
  expect((await append({ to: landing, replace: true }, candles(2, 6), access)).result).toMatchObject({
    status: 'replaced',
    rowsAfter: 4,
  });
  const { result } = await append(flags, [{}], access);
  expect(result).toMatchObject({
    status: 'appended',
    how: 'graft',
    rowsNew: 2,
    rowsDuplicate: 2,
    rowsAfter: 6,
  });
  expect(result['last']).toBe(candle(5).time);
});

test('where there is no container, that is said', async () => {
  await expect(append({ to: 'az://nowhere/t.parquet' }, candles(0, 1), access)).rejects.toThrow(
    'there is no container nowhere',
  );
});

test('the aggregation file that people have says from where and to where', async () => {
  const path = join(testDirectory(), 'aggregation.yaml');
  writeFileSync(
    path,
    `blob_container: prices
source_subcontainer: datadownload
source_file_name: rawdata.parquet
target_subcontainer: coinbasedata
target_file_name: coinbase_data.parquet
`,
  );
  await append({ to: 'az://prices/datadownload/rawdata.parquet', replace: true }, candles(0, 3), access);
  const { exit, results, said } = await start(['--config', path], { env: azurite.env }).ended;
  expect(exit, said).toBe(0);
  expect(results).toMatchObject([
    {
      key: 'az://prices/coinbasedata/coinbase_data.parquet',
      blobAppend: { status: 'created', rowsAfter: 3 },
    },
  ]);
});

test('partitions are blobs below a prefix', async () => {
  const flags = { to: 'az://prices/by-day', partition: 'day(time)' };
  await append(flags, candles(0, 100), access);
  const { results } = await append(flags, candles(97, 99), access);
  expect(results).toMatchObject([
    {
      key: 'az://prices/by-day/day=2026-01-02/part-0.parquet',
      blobAppend: { status: 'upToDate', rowsAfter: 4 },
    },
  ]);
});

test('a table that another program uploaded in one piece is grafted onto, and the next time without copying', async () => {
  const local = join(testDirectory(), 'large.parquet');
  await writeLarge(local, 300_000, 20_480);
  const service = BlobServiceClient.fromConnectionString(azurite.connectionString);
  const blob = service.getContainerClient('prices').getBlockBlobClient('uploaded.parquet');
  await blob.upload(readFileSync(local), statSync(local).size, { metadata: { owner: 'somebody' } });
  const flags = { to: 'az://prices/uploaded.parquet', key: 'product,time', rowGroupRows: 20_480 };
  const first = await append(flags, candles(300_000, 300_010), access);
  expect(first.result).toMatchObject({ how: 'graft', rowsAfter: 300_010 });
  const second = await append(flags, candles(300_010, 300_020), access);
  expect(second.result).toMatchObject({ how: 'graft', rowsAfter: 300_020, bytesCopied: 0 });
  expect(second.result['bytesRead']).toBeLessThan(200_000);
  expect((await blob.getProperties()).metadata).toMatchObject({ owner: 'somebody' });
});
