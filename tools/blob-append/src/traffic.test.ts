import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { azureOf, awsOf } from '../../../test/servers/access.ts';
import { startAzurite, type Azurite } from '../../../test/servers/azurite.ts';
import { makeContainer } from '../../../test/servers/make-bucket.ts';
import { startS3, type StrictS3 } from '../../../test/servers/s3.ts';
import { append } from './fixtures/append.ts';
import { candles } from './fixtures/candles.ts';
import { testDirectory } from './fixtures/duckdb.ts';
import { writeLarge } from './fixtures/large-table.ts';

const ROWS = 900_000;
const flags = { key: 'product,time', rowGroupRows: 20_480 };
let azurite: Azurite;
let server: StrictS3;

beforeAll(async () => {
  azurite = await startAzurite();
  await makeContainer(azurite, 'prices');
  server = await startS3();
  server.createBucket('prices');
});
afterAll(async () => {
  await azurite.stop();
  await server.stop();
});

test.for(['az', 's3'] as const)(
  '%s: an append to a large table moves few bytes, however large it is',
  async (scheme) => {
    const access = scheme === 'az' ? { azure: azureOf(azurite) } : { aws: awsOf(server) };
    const local = join(testDirectory(), 'large.parquet');
    await writeLarge(local, ROWS, 20_480);
    const to = `${scheme}://prices/large.parquet`;
    const made = await append({ ...flags, to, from: local }, [{}], access);
    const size = Number(made.result['bytesWritten']);
    expect(size).toBeGreaterThan(6_000_000);
    for (const [from, end] of [
      [ROWS - 100, ROWS + 200],
      [ROWS + 100, ROWS + 400],
    ] as const) {
      const { result } = await append({ ...flags, to }, candles(from, end), access);
      expect(result).toMatchObject({ status: 'appended', how: 'graft', rowsNew: 200 });
      expect(Number(result['rowsDuplicate']) + Number(result['rowsConflicting'])).toBe(100);
      expect(result['bytesRead']).toBeLessThan(500_000);
      expect(result['bytesWritten']).toBeLessThan(60_000);
    }
    // In Azure the kept blocks are named, not copied.
    const again = await append({ ...flags, to }, candles(ROWS + 399, ROWS + 401), access);
    const copied = Number(again.result['bytesCopied']);
    expect(copied > 6_000_000).toBe(scheme === 's3');
    expect(copied === 0).toBe(scheme === 'az');
  },
);

test('a tick with nothing to do is two small requests', async () => {
  const access = { aws: awsOf(server) };
  const landing = 's3://prices/raw.parquet';
  await append({ to: landing, replace: true }, candles(0, 5), access);
  const tick = { from: landing, to: 's3://prices/history.parquet' };
  await append(tick, [{}], access);
  server.requests.length = 0;
  expect((await append(tick, [{}], access)).result).toMatchObject({ status: 'upToDate' });
  expect(server.requests.map(({ operation }) => operation)).toEqual(['HeadObject', 'HeadObject']);
});

test('rows that are there already cost the footer and the row groups where they could be', async () => {
  const access = { aws: awsOf(server) };
  const to = 's3://prices/rows.parquet';
  await append({ to }, candles(0, 5), access);
  server.requests.length = 0;
  await append({ to }, candles(2, 4), access);
  expect(server.requests.map(({ operation }) => operation)).toEqual(['HeadObject', 'GetObject', 'GetObject']);
});
