import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { append, listen } from '../fixtures/append.ts';
import { candles } from '../fixtures/candles.ts';
import { query, testDirectory } from '../fixtures/duckdb.ts';
import { writeLarge } from '../fixtures/large-table.ts';
import { compact } from './compact.ts';

test('a file that is appended to while it is read is read again, and no row is lost', async () => {
  const directory = testDirectory();
  const to = join(directory, 'table.parquet');
  await writeLarge(to, 20_480, 2048);
  const append50 = async (from: number): Promise<unknown> =>
    append({ to, key: 'product,time', rowGroupRows: 2048 }, candles(from, from + 50));
  const isOver = (async () => {
    for (let at = 0; at < 6; at++) await append50(20_480 + at * 50);
  })();
  for (let round = 0; round < 5; round++)
    await compact(to, 2048 + 2048 * (round % 2), {}, { ...listen().context, print: async () => {} });
  await isOver;
  expect(await query(`SELECT count(*), count(DISTINCT time) FROM '${to}'`)).toEqual([['20780', '20780']]);
  expect(readdirSync(directory).filter((name) => name !== '.leat.lock')).toEqual(['table.parquet']);
});
