import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsOf } from '../../../test/servers/access.ts';
import { makeBucket } from '../../../test/servers/make-bucket.ts';
import { noVersitygw, startVersitygw, type S3Server } from '../../../test/servers/versitygw.ts';
import { append } from './fixtures/append.ts';
import { candle, candles } from './fixtures/candles.ts';
import { testDirectory } from './fixtures/duckdb.ts';
import { writeLarge } from './fixtures/large-table.ts';

describe.skipIf(noVersitygw !== undefined)(`versitygw ${noVersitygw ?? ''}`, () => {
  let server: S3Server;
  let access: { aws: ReturnType<typeof awsOf> };
  beforeAll(async () => {
    server = await startVersitygw();
    access = { aws: awsOf(server) };
    await makeBucket(server, 'prices');
  });
  afterAll(() => server.stop());

  test('a landing table is replaced, and appended to the history when it has changed', async () => {
    const landing = 's3://prices/landing/raw.parquet';
    const history = 's3://prices/history.parquet';
    expect((await append({ to: landing, replace: true }, candles(0, 4), access)).result).toMatchObject({
      status: 'created',
      rowsAfter: 4,
    });
    const flags = { from: landing, to: history, key: 'product,time' };
    expect((await append(flags, [{}], access)).result).toMatchObject({ status: 'created', rowsAfter: 4 });
    expect((await append(flags, [{}], access)).result).toMatchObject({
      status: 'upToDate',
      bytesRead: 0,
      bytesWritten: 0,
    });
    expect((await append({ to: landing, replace: true }, candles(2, 6), access)).result).toMatchObject({
      status: 'replaced',
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

  test('a large table is appended to without its bytes coming by here', async () => {
    const local = join(testDirectory(), 'large.parquet');
    await writeLarge(local, 900_000, 20_480);
    const flags = { to: 's3://prices/large.parquet', key: 'product,time', rowGroupRows: 20_480 };
    await append({ ...flags, from: local }, [{}], access);
    const { result } = await append(flags, candles(899_999, 900_010), access);
    expect(result).toMatchObject({ how: 'graft', rowsNew: 10, rowsConflicting: 1, rowsAfter: 900_010 });
    expect(result['bytesCopied']).toBeGreaterThan(6_000_000);
    expect(Number(result['bytesRead']) + Number(result['bytesWritten'])).toBeLessThan(400_000);
    expect((await append({ to: local, replace: true, from: flags.to }, [{}], access)).result).toMatchObject({
      rowsAfter: 900_010,
    });
  });

  test('where there is no bucket, that is said', async () => {
    await expect(append({ to: 's3://nowhere/t.parquet' }, candles(0, 1), access)).rejects.toThrow('bucket');
  });
});
