import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { append } from './fixtures/append.ts';
import { candle, candles } from './fixtures/candles.ts';
import { query, rowsOf, sql, testDirectory } from './fixtures/duckdb.ts';

let directory: string;
const at = (name: string): string => join(directory, name);
const recordOf = (name: string): object => ({ key: name, rev: '1', uri: at(name) });
const ndjson = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
beforeEach(() => {
  directory = testDirectory();
});

test('objects of three formats are appended together, in their order, in one commit', async () => {
  const to = at('table.parquet');
  await append({ to: at('a.parquet') }, candles(0, 2));
  writeFileSync(at('b.ndjson'), ndjson(candles(2, 4)));
  writeFileSync(
    at('c.csv'),
    `product,time,open,close,volume\n${candles(3, 6)
      .map((row) => Object.values(row).join())
      .join('\n')}\n`,
  );
  const { results, rejected } = await append(
    { to, input: 'objects' },
    ['a.parquet', 'b.ndjson', 'c.csv'].map(recordOf),
  );
  expect(rejected).toEqual([]);
  expect(results).toHaveLength(1);
  expect(results[0]!.blobAppend).toMatchObject({ status: 'created', rowsNew: 6, rowsDuplicate: 1 });
  expect(await rowsOf(to, 'close')).toEqual([0, 1, 2, 3, 4, 5].map((it) => [it + 0.5]));
});

test('an object that cannot be appended is rejected by itself', async () => {
  const to = at('table.parquet');
  await append({ to }, candles(0, 2));
  writeFileSync(at('good.ndjson'), ndjson(candles(2, 3)));
  writeFileSync(at('bad.parquet'), 'this is no table');
  writeFileSync(at('types.ndjson'), ndjson([{ ...candle(4), close: 'much' }]));
  writeFileSync(at('name.txt'), '');
  await sql(`COPY (SELECT 1 AS other) TO '${at('columns.parquet')}'`);
  const { result, rejected } = await append({ to, input: 'objects' }, [
    recordOf('good.ndjson'),
    recordOf('bad.parquet'),
    recordOf('types.ndjson'),
    recordOf('columns.parquet'),
    recordOf('name.txt'),
    recordOf('missing.parquet'),
    { key: 'no uri', rev: '1' },
    { ...recordOf('good.ndjson'), version: 'another' },
  ]);
  expect(result).toMatchObject({ status: 'appended', rowsNew: 1 });
  expect(rejected).toHaveLength(7);
  const all = rejected.join('\n');
  for (const name of ['bad.parquet', 'types.ndjson', 'columns.parquet', 'name.txt', 'missing.parquet'])
    expect(all).toContain(at(name));
  expect(all).toContain('uri must say where the object is');
  expect(all).toContain('good.ndjson: it has changed');
});

test('only the objects whose rows are in the table are remembered', async () => {
  const to = at('table.parquet');
  writeFileSync(at('good.ndjson'), ndjson(candles(0, 2)));
  writeFileSync(at('bad.ndjson'), ndjson([{ ...candle(2), close: 'much' }]));
  await append({ to, input: 'objects' }, [recordOf('good.ndjson'), recordOf('bad.ndjson')]);
  const [[sources]] = (await query(
    `SELECT decode(value) FROM parquet_kv_metadata('${to}') WHERE decode(key) = 'leat.sources'`,
  )) as [[string]];
  expect(Object.keys(JSON.parse(sources) as object)).toEqual([at('good.ndjson')]);
});

test('one object is appended when it has changed, by its version and not by its last time', async () => {
  const to = at('table.parquet');
  const from = at('landing.parquet');
  await append({ to: from, replace: true }, candles(0, 3));
  const flags = { from, to, key: 'time', keep: 'last' };
  expect((await append(flags, [{}])).result).toMatchObject({ status: 'created', rowsAfter: 3 });
  expect((await append(flags, [{}])).result).toMatchObject({ status: 'upToDate', rowsAfter: 3 });
  // The last time is the same, a value is not.
  await append({ to: from, replace: true }, [...candles(0, 2), { ...candle(2), close: 99 }]);
  expect((await append(flags, [{}])).result).toMatchObject({
    status: 'appended',
    rowsReplaced: 1,
    rowsAfter: 3,
  });
  expect(await rowsOf(to, 'close')).toEqual([[0.5], [1.5], [99]]);
  // Under other rules the same version is not done.
  expect((await append({ from, to }, [{}])).result).toMatchObject({
    status: 'upToDate',
    reason: 'all rows are there already',
  });
});

test('a source that is not there is said, and makes no table', async () => {
  await expect(append({ from: at('no.parquet'), to: at('t.parquet') }, [{}])).rejects.toThrow(
    'there is no such object',
  );
  expect(existsSync(at('t.parquet'))).toBe(false);
});

test('a CSV with a header only makes no table, and is named', async () => {
  writeFileSync(at('empty.csv'), 'time,close\n');
  const { rejected } = await append({ to: at('t.parquet'), input: 'objects' }, [recordOf('empty.csv')]);
  expect(rejected).toEqual([`1: ${at('empty.csv')}: no row has a column`]);
  expect(existsSync(at('t.parquet'))).toBe(false);
});

test('records that come in as rows are warned of, once, and only without --input objects', async () => {
  writeFileSync(at('a.ndjson'), ndjson(candles(0, 2)));
  const records = [recordOf('a.ndjson'), recordOf('b.ndjson')];
  const { said } = await append({ to: at('records.parquet') }, records);
  expect(said.match(/look like records of leat-scan/g)).toHaveLength(1);
  expect((await append({ to: at('t.parquet'), input: 'objects' }, records)).said).not.toContain('look like');
  expect((await append({ to: at('u.parquet') }, candles(0, 2))).said).not.toContain('look like');
});

test('a table is replaced whole, or not at all, and never by nothing', async () => {
  const to = at('landing.parquet');
  await append({ to, replace: true }, candles(0, 3));
  expect((await append({ to, replace: true }, candles(5, 7))).result).toMatchObject({
    status: 'replaced',
    rowsAfter: 2,
  });
  const before = readFileSync(to);
  await expect(append({ to, replace: true }, [candle(8), { ...candle(9), close: 'x' }])).rejects.toThrow(
    'stays as it is, for some of the new rows are bad (1)',
  );
  await sql(`COPY (SELECT * FROM '${to}' WHERE false) TO '${at('empty.parquet')}'`);
  expect((await append({ to, replace: true, from: at('empty.parquet') }, [{}])).result).toMatchObject({
    status: 'upToDate',
    reason: 'there are no rows to write',
  });
  expect(readFileSync(to).equals(before)).toBe(true);
});

test('a replaced table has the columns of the new rows', async () => {
  const to = at('landing.parquet');
  await append({ to, replace: true }, [{ a: 1, b: 'x' }]);
  await append({ to, replace: true }, [{ b: 'y', c: 1.5 }]);
  expect(await query(`SELECT name FROM parquet_schema('${to}') OFFSET 1`)).toEqual([['b'], ['c']]);
});

test('a replaced table keeps the types of its columns, whatever today’s numbers look like', async () => {
  const to = at('landing.parquet');
  await append({ to, replace: true }, [{ time: '2026-01-01T00:00:00Z', close: 1.5 }]);
  await append({ to, replace: true }, [{ time: '2026-01-01T00:15:00Z', close: 2 }]);
  expect(await rowsOf(to, 'typeof(close), typeof(time)')).toEqual([['DOUBLE', 'TIMESTAMP WITH TIME ZONE']]);
  await append({ to, replace: true, type: ['close=DECIMAL(18,8)'] }, [
    { time: '2026-01-01T00:15:00Z', close: '2.5' },
  ]);
  expect(await rowsOf(to, 'close')).toEqual([['2.50000000']]);
});
