import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { append } from './fixtures/append.ts';
import { candle, candles } from './fixtures/candles.ts';
import { rowsOf, sql, testDirectory } from './fixtures/duckdb.ts';
import { requiredColumns } from './fixtures/required.data.ts';

const newTable = (): string => join(testDirectory(), 'table.parquet');

test('where no table is, one is made; more rows are grafted onto it', async () => {
  const to = newTable();
  const first = await append({ to }, candles(0, 5));
  expect(first.result).toMatchObject({ status: 'created', how: 'create', rowsNew: 5, rowsAfter: 5 });
  const before = readFileSync(to);
  const second = await append({ to }, candles(3, 8));
  expect(second.result).toMatchObject({
    status: 'appended',
    how: 'graft',
    rowsBefore: 5,
    rowsNew: 3,
    rowsDuplicate: 2,
    rowsConflicting: 0,
    rowsAfter: 8,
    orderedBy: 'time',
    first: '2026-01-01T00:00:00Z',
    last: '2026-01-01T01:45:00Z',
    attempts: 1,
  });
  expect(second.results[0]).toMatchObject({ key: to, uri: to, rev: second.results[0]!['version'] });
  expect(await rowsOf(to, 'close')).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((it) => [it + 0.5]));
  // The old bytes are where they were.
  const kept = before.length - 8 - before.readUInt32LE(before.length - 8);
  expect(readFileSync(to).subarray(0, kept).equals(before.subarray(0, kept))).toBe(true);
});

test('rows that are all there already change nothing', async () => {
  const to = newTable();
  await append({ to }, candles(0, 5));
  const { mtimeMs, size } = statSync(to);
  const { result } = await append({ to }, candles(1, 4));
  expect(result).toMatchObject({
    status: 'upToDate',
    reason: 'all rows are there already',
    rowsDuplicate: 3,
    rowsAfter: 5,
  });
  expect(statSync(to)).toMatchObject({ mtimeMs, size });
});

test('an old row that differs is a new row; with a key it is a conflict', async () => {
  const revised = { ...candle(2), close: 99 };
  const byRow = newTable();
  await append({ to: byRow }, candles(0, 5));
  expect((await append({ to: byRow }, [revised])).result).toMatchObject({ rowsNew: 1, rowsConflicting: 0 });

  const first = newTable();
  await append({ to: first, key: 'time' }, candles(0, 5));
  const kept = await append({ to: first, key: 'time' }, [revised]);
  expect(kept.result).toMatchObject({ status: 'upToDate', rowsNew: 0, rowsConflicting: 1 });
  expect(kept.said).toMatch(/1 rows have the key of another .* the first stays: time=2026-01-01T00:30:00Z/);

  const last = newTable();
  await append({ to: last, key: 'time', keep: 'last' }, candles(0, 5));
  expect((await append({ to: last, key: 'time', keep: 'last' }, [revised, candle(5)])).result).toMatchObject({
    status: 'appended',
    how: 'merge',
    rowsNew: 1,
    rowsReplaced: 1,
    rowsConflicting: 1,
    rowsAfter: 6,
  });
  expect(await rowsOf(last, 'close')).toEqual([[0.5], [1.5], [99], [3.5], [4.5], [5.5]]);

  const error = newTable();
  await append({ to: error, key: 'time', keep: 'error' }, candles(0, 5));
  await expect(append({ to: error, key: 'time', keep: 'error' }, [candle(7), revised])).rejects.toMatchObject(
    {
      code: 'key_conflict',
    },
  );
  expect(await rowsOf(error, 'count(*)')).toEqual([['5']]);
});

test('a row that cannot be in the table is rejected, and the others go on', async () => {
  const to = newTable();
  await append({ to }, candles(0, 2));
  const { result, rejected } = await append({ to }, [
    { ...candle(2), close: 'much' },
    candle(3),
    { ...candle(4), other: 1 },
  ]);
  expect(result).toMatchObject({ rowsNew: 1 });
  expect(rejected).toEqual([expect.stringContaining('close'), expect.stringContaining('other')]);
});

test('a new column is added where that is wanted, and the old bytes stay', async () => {
  const to = newTable();
  await append({ to }, candles(0, 3));
  const { result } = await append({ to, schema: 'add' }, [{ ...candle(3), trades: 12 }]);
  expect(result).toMatchObject({ status: 'appended', how: 'graft', rowsAfter: 4 });
  expect(await rowsOf(to, 'close, trades')).toEqual([
    [0.5, null],
    [1.5, null],
    [2.5, null],
    [3.5, '12'],
  ]);
  const again = await append({ to, schema: 'add' }, [{ ...candle(3), trades: 12 }, candle(1)]);
  expect(again.result).toMatchObject({ status: 'upToDate', rowsDuplicate: 2 });
});

test('small row groups are merged when they pile up', async () => {
  const to = newTable();
  const ways: unknown[] = [];
  for (let at = 0; at < 18; at++) ways.push((await append({ to }, candles(at, at + 1))).result['how']);
  expect(ways).toEqual(['create', ...Array(15).fill('graft'), 'merge', 'graft']);
  expect(await rowsOf(to, 'close')).toEqual(Array.from({ length: 18 }, (_, it) => [it + 0.5]));
});

test('a table of another program is looked through once; duplicates of its own are dropped', async () => {
  const to = newTable();
  const rows = `SELECT TIMESTAMPTZ '2026-01-01 00:00:00+00' + INTERVAL (i * 15) MINUTE AS time, i + 0.5::DOUBLE AS close FROM range(5) t(i)`;
  await sql(`COPY (${rows}) TO '${to}' (KV_METADATA {pandas: '{}'})`);
  const { time, close } = candle(5);
  const first = await append({ to }, [{ time, close }]);
  expect(first.result).toMatchObject({ status: 'appended', how: 'graft', rowsAfter: 6 });
  expect(first.said).toContain('looking through all of it, once');
  const next = candle(6);
  expect((await append({ to }, [{ time: next.time, close: next.close }])).said).toBe('');

  const twice = newTable();
  await sql(`COPY (${rows} UNION ALL ${rows}) TO '${twice}' (KV_METADATA {pandas: '{}'})`);
  const rewritten = await append({ to: twice }, [{ time, close }]);
  expect(rewritten.result).toMatchObject({
    status: 'rewritten',
    reason: 'it has duplicates of its own, which are dropped',
    rowsBefore: 10,
    rowsAfter: 6,
  });
  expect(await rowsOf(twice, 'close')).toEqual([0, 1, 2, 3, 4, 5].map((it) => [it + 0.5]));
  const assumed = newTable();
  await sql(`COPY (${rows} UNION ALL ${rows}) TO '${assumed}'`);
  expect((await append({ to: assumed, assumeUnique: true }, [{ time, close }])).result).toMatchObject({
    how: 'graft',
    rowsAfter: 11,
  });
});

test('rows of a table that have one key and other values are dropped only when it is said which to keep', async () => {
  const to = newTable();
  await append({ to }, [
    { product: 'A', day: '2026-01-01', close: 1.5 },
    { product: 'B', day: '2026-01-01', close: 2.5 },
  ]);
  const before = readFileSync(to);
  const row = { product: 'A', day: '2026-01-02', close: 3.5 };
  await expect(append({ to, key: 'day' }, [row])).rejects.toMatchObject({
    class: 'fatal',
    code: 'key_conflict',
    message: expect.stringContaining('1 row of the table has the key of another of its rows') as string,
  });
  await expect(append({ to, key: 'dya' }, [row])).rejects.toMatchObject({
    code: 'schema',
    message: `${to}: the key names dya, which is no column of the table`,
  });
  expect(readFileSync(to).equals(before)).toBe(true);
  expect((await append({ to, key: 'day', keep: 'last' }, [row])).result).toMatchObject({ rowsAfter: 2 });
  expect(await rowsOf(to, 'product')).toEqual([['B'], ['A']]);
});

test('types that DuckDB writes otherwise lead to a full rewrite that says why', async () => {
  const to = newTable();
  writeFileSync(to, requiredColumns);
  const { result } = await append({ to }, [{ time: 3, close: 2.5 }]);
  expect(result).toMatchObject({ status: 'rewritten', rowsAfter: 3 });
  expect(result['reason']).toMatch(/column "time" is required in the table and optional in the new rows/);
});

test('a dry run says what it would do and changes nothing', async () => {
  const to = newTable();
  expect((await append({ to }, candles(0, 3), {}, { isDryRun: true })).result).toMatchObject({
    status: 'created',
    rowsNew: 3,
  });
  await append({ to }, candles(0, 3));
  const before = readFileSync(to);
  expect((await append({ to }, candles(0, 5), {}, { isDryRun: true })).result).toMatchObject({
    status: 'appended',
    rowsNew: 2,
  });
  expect(readFileSync(to).equals(before)).toBe(true);
  const bad = await append({ to }, [{ ...candle(5), close: 'x' }], {}, { isDryRun: true });
  expect(bad.said).toContain('line 1 would be rejected: ');
});
