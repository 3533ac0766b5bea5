import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { append } from './fixtures/append.ts';
import { candle, candles } from './fixtures/candles.ts';
import { query, rowsOf, testDirectory } from './fixtures/duckdb.ts';
import { start, type Ended } from './fixtures/process.ts';
import { requiredColumns } from './fixtures/required.data.ts';

const tool = (cwd: string, ...words: string[]): Promise<Ended> => start(words, { cwd }).ended;

test('show tells what the footer of a table says', async () => {
  const directory = testDirectory();
  const to = join(directory, 'table.parquet');
  await append({ to, key: 'product,time' }, candles(0, 3));
  await append({ to, key: 'product,time' }, candles(3, 5));
  const { exit, results } = await tool(directory, 'show', 'table.parquet');
  expect({ exit, results }).toMatchObject({
    exit: 0,
    results: [
      {
        uri: to,
        rows: 5,
        rowGroups: 2,
        smallestRowGroup: 2,
        orderedBy: 'time',
        first: candle(0).time,
        last: candle(4).time,
        deadBytes: 0,
        unique: '["product","time"]',
      },
    ],
  });
  expect(results[0]?.columns).toContainEqual({
    name: 'time',
    type: 'timestamp(us, UTC)',
    nullable: true,
    min: candle(0).time,
    max: candle(4).time,
  });
});

test('compact writes full row groups; rows, order and key-values stay', async () => {
  const directory = testDirectory();
  const to = join(directory, 'table.parquet');
  for (let at = 0; at < 5; at++) await append({ to }, candles(at, at + 1));
  const before = await rowsOf(to);
  const { exit, results } = await tool(directory, 'compact', 'table.parquet');
  expect({ exit, results }).toMatchObject({
    exit: 0,
    results: [{ blobAppend: { status: 'rewritten', rowsAfter: 5 } }],
  });
  expect(await rowsOf(to)).toEqual(before);
  expect(await query(`SELECT num_row_groups FROM parquet_file_metadata('${to}')`)).toEqual([['1']]);
  // It still says of itself that its rows are unique.
  expect((await append({ to }, candles(5, 6))).said).toBe('');
});

test('gc shows what is left of cut-off writes, and removes it', async () => {
  const directory = testDirectory();
  const to = join(directory, 'table.parquet');
  await append({ to }, candles(0, 1));
  expect(await tool(directory, 'gc', 'table.parquet', '--older-than', '0s')).toMatchObject({
    exit: 0,
    results: [],
  });
});

test.for([
  ['no table', 'none.parquet', 'check the spelling'],
  ['something else', 'other.parquet', 'is it the right one?'],
])('show of %s says so', async ([, name, message]) => {
  const directory = testDirectory();
  writeFileSync(join(directory, 'other.parquet'), 'this is something else than a table');
  const { exit, results, said } = await tool(directory, 'show', name!);
  expect({ exit, results }).toEqual({ exit: 4, results: [] });
  expect(said).toContain(message);
});

test('a table of pyarrow is shown as it is', async () => {
  const directory = testDirectory();
  writeFileSync(join(directory, 'table.parquet'), requiredColumns);
  const { results } = await tool(directory, 'show', 'table.parquet');
  expect(results[0]).toMatchObject({
    rows: 2,
    columns: [
      { name: 'time', type: 'int64', nullable: false, min: '1', max: '2' },
      { name: 'close', type: 'double', nullable: false, min: '0.5', max: '1.5' },
    ],
  });
});

test('rows come from stdin, and a bad one is a dead letter', async () => {
  const directory = testDirectory();
  await append({ to: join(directory, 'table.parquet') }, [candle(5)]);
  const words = ['--to', 'table.parquet', '--dead-letter', 'dead.ndjson'];
  const rows = [candle(0), { ...candle(1), extra: 1 }, candle(2)];
  const { exit, results, said } = await start(words, { cwd: directory, rows }).ended;
  expect(exit, said).toBe(3);
  expect(results).toMatchObject([{ blobAppend: { rowsNew: 2, rowsAfter: 3 } }]);
  const letter = JSON.parse(readFileSync(join(directory, 'dead.ndjson'), 'utf8')) as object;
  expect(letter).toMatchObject({
    row: { ...candle(1), extra: 1 },
    error: { code: 'bad_row', message: expect.stringContaining('extra') as string },
  });
});

test('nothing on stdin is nothing to do, and no table is made', async () => {
  const directory = testDirectory();
  expect(await tool(directory, '--to', 'table.parquet')).toMatchObject({ exit: 0, results: [] });
  expect(await tool(directory, '--to', 'table.parquet', '--replace')).toMatchObject({ exit: 0, results: [] });
  expect((await tool(directory, 'show', 'table.parquet')).said).toContain('there is no table');
});

test('without a table it says so and does nothing', async () => {
  const { exit, said } = await tool(testDirectory());
  expect(exit).toBe(2);
  expect(said).toContain('--to is missing');
});
