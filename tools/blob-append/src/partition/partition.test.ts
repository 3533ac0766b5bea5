import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { append } from '../fixtures/append.ts';
import { query, rowsOf, testDirectory } from '../fixtures/duckdb.ts';

let directory: string;
const at = (name: string): string => join(directory, name);
beforeEach(() => {
  directory = testDirectory();
});

const row = (product: string | null, time: string, close: number): object => ({ product, time, close });
const rows = [
  row('BTC-USD', '2026-01-31T23:45:00Z', 1.5),
  row('BTC-USD', '2026-02-01T00:00:00Z', 2.5),
  row('ETH/USD', '2026-02-01T00:00:00Z', 3.5),
];

test('each month is a table by itself; only those with new rows are touched', async () => {
  const flags = { to: at('prices'), partition: 'month(time)', key: 'product,time' };
  const { results } = await append(flags, rows);
  expect(results.map(({ key, blobAppend }) => [key, blobAppend['status'], blobAppend['rowsAfter']])).toEqual([
    [at('prices/month=2026-01/part-0.parquet'), 'created', 1],
    [at('prices/month=2026-02/part-0.parquet'), 'created', 2],
  ]);
  const more = await append(flags, [rows[1]!, row('BTC-USD', '2026-02-01T00:15:00Z', 4)]);
  expect(more.results.map(({ blobAppend }) => blobAppend)).toMatchObject([
    { status: 'appended', how: 'graft', rowsNew: 1, rowsDuplicate: 1, rowsAfter: 3 },
  ]);
  // As a reader of such directories sees it.
  const all = `SELECT month, count(*) FROM read_parquet('${at('prices/**/*.parquet')}', hive_partitioning = true) GROUP BY ALL ORDER BY ALL`;
  expect(await query(all)).toEqual([
    ['2026-01', '1'],
    ['2026-02', '3'],
  ]);
});

test('a column that is the partition stands in the path and not in the table', async () => {
  const flags = { to: at('prices'), partition: 'product' };
  await append(flags, [...rows, row(null, '2026-02-01T00:00:00Z', 5.5)]);
  const eth = at('prices/product=ETH%2FUSD/part-0.parquet');
  expect(await rowsOf(eth, '* EXCLUDE (product)')).toHaveLength(1);
  expect(await query(`SELECT name FROM parquet_schema('${eth}') OFFSET 1`)).toEqual([['time'], ['close']]);
  expect(existsSync(at('prices/product=__HIVE_DEFAULT_PARTITION__/part-0.parquet'))).toBe(true);
  const { results } = await append(flags, [row('ETH/USD', '2026-02-01T00:15:00Z', 6), rows[2]!]);
  expect(results.map(({ key, blobAppend }) => [key, blobAppend['rowsNew']])).toEqual([[eth, 1]]);
});

test('a key may name the column that is the partition', async () => {
  const flags = { to: at('prices'), partition: 'product', key: 'product,time', keep: 'last' };
  await append(flags, rows);
  const { results } = await append(flags, [
    row('BTC-USD', '2026-02-01T00:00:00Z', 9),
    row('ETH/USD', '2026-01-31T23:45:00Z', 9),
  ]);
  expect(results.map(({ blobAppend: { rowsNew, rowsReplaced = 0 } }) => [rowsNew, rowsReplaced])).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test('a column that only an older table has is NULL in its new rows', async () => {
  const flags = { to: at('prices'), partition: 'product' };
  await append(flags, [
    { product: 'A', x: 1 },
    { product: 'B', x: 1 },
  ]);
  await append({ ...flags, schema: 'add' }, [{ product: 'A', z: 0.5 }]);
  const { results } = await append(flags, [{ product: 'A', x: 3 }]);
  expect(results[0]?.blobAppend).toMatchObject({ how: 'graft', rowsNew: 1, rowsAfter: 3 });
  expect(await rowsOf(at('prices/product=A/part-0.parquet'), 'x, z')).toEqual([
    ['1', null],
    [null, 0.5],
    ['3', null],
  ]);
  const other = append({ ...flags, schema: 'add' }, [{ product: 'A', z: 7 }]);
  await expect(other).rejects.toThrow('column z is DOUBLE in this table, and BIGINT in the new rows');
  const said = await append({ ...flags, schema: 'add', type: ['z=DOUBLE'] }, [{ product: 'A', z: 7 }]);
  expect(said.results[0]?.blobAppend).toMatchObject({ rowsNew: 1, rowsAfter: 4 });
});

test('objects are told to their partitions too', async () => {
  await append({ to: at('all.parquet') }, rows);
  writeFileSync(at('late.ndjson'), `${JSON.stringify(row('BTC-USD', '2025-12-31T23:45:00Z', 0.5))}\n`);
  const { results } = await append({ to: at('prices'), partition: 'year(time)', input: 'objects' }, [
    { key: 'a', uri: at('all.parquet') },
    { key: 'b', uri: at('late.ndjson') },
  ]);
  expect(results.map(({ key }) => key)).toEqual([
    at('prices/year=2026/part-0.parquet'),
    at('prices/year=2025/part-0.parquet'),
  ]);
});

test('times as text go by what they begin with; what is no time is refused', async () => {
  const flags = { to: at('prices'), partition: 'day(time)' };
  const { results } = await append(flags, [{ time: '2026-01-31 23:45', close: 1.5 }]);
  expect(results.map(({ key }) => key)).toEqual([at('prices/day=2026-01-31/part-0.parquet')]);
  await expect(append(flags, [{ time: 'today', close: 1.5 }])).rejects.toThrow('"today" is no date');
});

test.for([
  ['day(at)', 'there is no column at'],
  ['month(close)', 'column close is DOUBLE, which has no month'],
] as const)('%s is refused', async ([partition, message]) => {
  await expect(append({ to: at('prices'), partition }, rows)).rejects.toThrow(message);
});

test('a column of the name of the partition is refused: readers would take one for the other', async () => {
  const named = rows.map((it) => ({ ...it, month: 'x' }));
  await expect(append({ to: at('prices'), partition: 'month(time)' }, named)).rejects.toThrow(
    'there is a column month',
  );
});

test('a row that cannot be in the tables is rejected, and the others go on', async () => {
  const flags = { to: at('prices'), partition: 'month(time)' };
  await append(flags, rows);
  const { rejected, results } = await append(flags, [
    { ...rows[0], close: 'x' },
    row('BTC-USD', '2026-03-01T00:00:00Z', 1.5),
  ]);
  expect(rejected).toEqual([expect.stringContaining('close')]);
  expect(results).toHaveLength(1);
});
