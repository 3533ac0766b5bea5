import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEngine, type TestEngine } from './fixtures/test-engine.ts';
import { rewrite } from './rewrite.ts';
import { stageRows } from './stage-rows.ts';
import type { Staged } from './staged.ts';
import { columnsOfParquet } from './table-column.ts';

let on: TestEngine;
beforeAll(async () => {
  on = await openTestEngine();
});
afterAll(() => on.close());

async function stage(
  table: string,
  rows: readonly object[],
  unknown: 'reject' | 'add' = 'reject',
): Promise<Staged> {
  const texts = rows.map((row) => JSON.stringify(row));
  return (await stageRows(on.engine, texts, await columnsOfParquet(on.engine, table), { unknown })).staged;
}

async function keyValues(path: string): Promise<Readonly<Record<string, unknown>>> {
  const pairs = await on.engine.rows(
    `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${path}')`,
  );
  return Object.fromEntries(pairs.map(({ key, value }) => [String(key), value]));
}

test('a large table keeps its order, with the new rows at the end', async () => {
  const table = await on.write(
    'large.parquet',
    'SELECT (i * 7919) % 300007 AS id, i AS place FROM range(300000) t(i)',
    ', ROW_GROUP_SIZE 10240',
  );
  const rows = [3, 1, 2].map((place) => ({ id: -1, place: -place }));
  const written = on.path('large-2.parquet');
  const done = await rewrite(on.engine, table, await stage(table, rows), { keep: 'first' }, written);
  expect(done).toEqual({
    rows: 300_003,
    rowsNew: 3,
    rowsRemoved: 0,
    duplicates: 0,
    conflicts: 0,
    updates: 0,
    examples: [],
  });
  const [order] = await on.engine.rows(
    `SELECT count(*) AS wrong FROM '${written}' WHERE place <> file_row_number AND place >= 0`,
  );
  expect(order).toEqual({ wrong: 0n });
  expect((await on.read(written)).slice(-3).map(([, place]) => place)).toEqual(['-3', '-1', '-2']);
});

test('updated rows of a large table keep their place', async () => {
  const table = await on.write(
    'places.parquet',
    'SELECT i AS id, 0 AS v FROM range(200000) t(i)',
    ', ROW_GROUP_SIZE 10240',
  );
  const rows = [150_000, 7, 99_999, 300_000].map((id) => ({ id, v: id }));
  const written = on.path('places-2.parquet');
  const done = await rewrite(
    on.engine,
    table,
    await stage(table, rows),
    { key: ['id'], keep: 'last' },
    written,
  );
  expect(done).toMatchObject({ rows: 200_001, rowsNew: 1, conflicts: 3, updates: 3 });
  const changed = await on.engine.rows(
    `SELECT file_row_number::INT AS place, v FROM '${written}' WHERE v <> 0 ORDER BY place`,
  );
  expect(changed).toEqual([7, 99_999, 150_000, 300_000].map((v) => ({ place: Math.min(v, 200_000), v })));
  const [order] = await on.engine.rows(
    `SELECT count(*) AS wrong FROM '${written}' WHERE id <> file_row_number AND id < 200000`,
  );
  expect(order).toEqual({ wrong: 0n });
});

test('duplicates of a large table are dropped, the first of each stays in its place', async () => {
  const table = await on.write(
    'twice.parquet',
    'SELECT i % 100000 AS id FROM range(200000) t(i)',
    ', ROW_GROUP_SIZE 10240',
  );
  const written = on.path('once.parquet');
  const staged = await stage(table, [{ id: 5 }, { id: 100_000 }]);
  const done = await rewrite(on.engine, table, staged, { keep: 'first' }, written, { unique: true });
  expect(done).toMatchObject({ rows: 100_001, rowsNew: 1, rowsRemoved: 100_000, duplicates: 1 });
  expect(await on.engine.rows(`SELECT 1 FROM '${written}' WHERE id <> file_row_number`)).toEqual([]);
});

test('without duplicates of its own a table is only streamed through', async () => {
  const table = await on.write('unique.parquet', 'SELECT 1 AS id UNION ALL SELECT 2');
  const done = await rewrite(
    on.engine,
    table,
    await stage(table, []),
    { keep: 'first' },
    on.path('same.parquet'),
    {
      unique: true,
    },
  );
  expect(done).toMatchObject({ rows: 2, rowsRemoved: 0 });
});

test('a table whose own keys are in conflict is not made unique where that is an error', async () => {
  const table = await on.write('conflict.parquet', 'SELECT 1 AS id, 1 AS v UNION ALL SELECT 1, 2');
  const writing = rewrite(
    on.engine,
    table,
    await stage(table, []),
    { key: ['id'], keep: 'error' },
    on.path('x.parquet'),
    {
      unique: true,
    },
  );
  await expect(writing).rejects.toMatchObject({ code: 'key_conflict' });
});

test('key-value metadata is kept and added to, but not the Arrow schema of what was stored before', async () => {
  const table = await on.write(
    'kv.parquet',
    'SELECT 1 AS id',
    `, KV_METADATA {"ARROW:schema": 'x', pandas: '{"a''b":1}', mine: 'old'}`,
  );
  const written = on.path('kv-2.parquet');
  const options = { keyValues: { mine: "it's new", 'leat.unique': 'row' } };
  await rewrite(on.engine, table, await stage(table, [{ id: 2 }]), { keep: 'first' }, written, options);
  expect(await keyValues(written)).toEqual({ pandas: '{"a\'b":1}', mine: "it's new", 'leat.unique': 'row' });
});

test('a new column is null in the old rows', async () => {
  const table = await on.write('add.parquet', 'SELECT 1 AS id');
  const written = on.path('add-2.parquet');
  const staged = await stage(table, [{ id: 2, note: 'x' }], 'add');
  await rewrite(on.engine, table, staged, { keep: 'first' }, written);
  expect(await on.read(written)).toEqual([
    ['1', null],
    ['2', 'x'],
  ]);
});

test('without a table it writes the input without its duplicates', async () => {
  const like = await on.write('like.parquet', 'SELECT 1 AS id');
  const written = on.path('new.parquet');
  const staged = await stage(like, [{ id: 2 }, { id: 1 }, { id: 2 }]);
  const done = await rewrite(on.engine, undefined, staged, { keep: 'first' }, written);
  expect(done).toMatchObject({ rows: 2, rowsNew: 2, duplicates: 1 });
  expect(await on.read(written)).toEqual([['2'], ['1']]);
});

test('a rewrite keeps both zeros of the old rows', async () => {
  const zeros = `SELECT CASE WHEN i % 2 = 0 THEN 0.0::DOUBLE ELSE '-0.0'::DOUBLE END AS x, i FROM range(20) t(i)`;
  const table = await on.write('zeros.parquet', zeros);
  const written = on.path('zeros-2.parquet');
  await rewrite(on.engine, table, await stage(table, [{ x: 1, i: 20 }]), { keep: 'first' }, written);
  expect((await on.read(written)).slice(0, -1)).toEqual(await on.read(table));
});

test('required columns become optional, and their values stay', async () => {
  const table = join(import.meta.dirname, 'fixtures', 'pyarrow-required.parquet');
  const written = on.path('optional.parquet');
  await rewrite(on.engine, table, await stage(table, [{ id: 3 }]), { key: ['id'], keep: 'first' }, written);
  expect(await columnsOfParquet(on.engine, table)).toMatchObject([{ nullable: false }, { nullable: true }]);
  expect(await columnsOfParquet(on.engine, written)).toMatchObject([{ nullable: true }, { nullable: true }]);
  expect(await on.read(written)).toEqual([
    ['1', 'a'],
    ['2', null],
    ['3', null],
  ]);
});
