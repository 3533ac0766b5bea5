import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEngine, type TestEngine } from './fixtures/test-engine.ts';
import { stageFile } from './stage-file.ts';
import type { TableColumn } from './table-column.ts';

let on: TestEngine;
beforeAll(async () => {
  on = await openTestEngine();
});
afterAll(() => on.close());

const column = (name: string, type: string, nullable = true): TableColumn => ({ name, type, nullable });

async function texts(relation: string): Promise<readonly unknown[]> {
  const rows = await on.engine.rows(`SELECT COLUMNS(*)::VARCHAR FROM ${relation} ORDER BY "leat.ordinal"`);
  return rows.map((row) => Object.values(row).slice(0, -1));
}

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(on.path(name), content);
  return on.path(name);
}

const pathOfMonth = 'month=2026-11[1]*.parquet';

test('a Parquet file is taken with its own columns, whatever its path looks like', async () => {
  const path = await on.write(
    pathOfMonth,
    `SELECT 2 AS b, TIMESTAMP_MS '2026-01-01' AS a UNION ALL SELECT 1, NULL`,
  );
  const staged = await stageFile(on.engine, path, 'parquet', undefined);
  expect(staged.columns).toEqual([column('b', 'INTEGER'), column('a', 'TIMESTAMP_MS')]);
  expect(await texts(staged.relation)).toEqual([
    ['2', '2026-01-01 00:00:00'],
    ['1', null],
  ]);
});

test('its columns come in the order of the table', async () => {
  const path = await on.write('order.parquet', 'SELECT 1 AS b, 2 AS a');
  const staged = await stageFile(on.engine, path, 'parquet', [
    column('a', 'INTEGER'),
    column('b', 'INTEGER'),
  ]);
  expect(await texts(staged.relation)).toEqual([['2', '1']]);
});

test.for([
  ['SELECT 1::BIGINT AS x', 'INTEGER', 'column "x" is BIGINT, and in the table INTEGER'],
  ['SELECT 1::INTEGER AS x', 'BIGINT', 'column "x" is INTEGER, and in the table BIGINT'],
  ['SELECT 1::BIGINT AS x', 'DOUBLE', 'column "x" is BIGINT, and in the table DOUBLE'],
  [
    `SELECT TIMESTAMP '2026-01-01' AS x`,
    'TIMESTAMP WITH TIME ZONE',
    'column "x" is TIMESTAMP, and in the table TIMESTAMP WITH TIME ZONE',
  ],
  [
    `SELECT TIMESTAMP_NS '2026-01-01' AS x`,
    'TIMESTAMP',
    'column "x" is TIMESTAMP_NS, and in the table TIMESTAMP',
  ],
  [
    'SELECT 1.5::DECIMAL(9,2) AS x',
    'DECIMAL(18,8)',
    'column "x" is DECIMAL(9,2), and in the table DECIMAL(18,8)',
  ],
  [
    'SELECT {a: 1, b: 2} AS x',
    'STRUCT(b INTEGER, a INTEGER)',
    'column "x" is STRUCT(a INTEGER, b INTEGER), and',
  ],
  ['SELECT 1 AS y', 'INTEGER', 'column "x" is missing; the table has it as INTEGER'],
  ['SELECT 1 AS "X"', 'INTEGER', 'column "x" is missing; the table has it as INTEGER'],
  ['SELECT 1 AS x, 2 AS y', 'INTEGER', 'column "y" (INTEGER) is unknown to the table'],
  ['SELECT 1 AS x, 2 AS file_row_number', 'INTEGER', 'a column cannot be called "file_row_number"'],
] as const)('%s into %s: %s', async ([select, type, message]) => {
  const path = await on.write('other.parquet', select);
  const staging = stageFile(on.engine, path, 'parquet', [column('x', type)]);
  await expect(staging).rejects.toMatchObject({
    class: 'reject',
    code: 'schema',
    message: expect.stringContaining(message),
  });
});

test('a NULL for a required column refuses the file, and names the row', async () => {
  const path = await on.write('null.parquet', 'SELECT unnest([1, NULL]) AS x');
  const staging = stageFile(on.engine, path, 'parquet', [column('x', 'INTEGER', false)]);
  await expect(staging).rejects.toThrow('column "x" is NULL in row 2, and in the table required');
});

test('a new column is taken where it may be', async () => {
  const path = await on.write('add.parquet', 'SELECT 5 AS y, 1 AS x');
  const staged = await stageFile(on.engine, path, 'parquet', [column('x', 'INTEGER')], { unknown: 'add' });
  expect(staged.columns.map(({ name }) => name)).toEqual(['x', 'y']);
});

test.for([
  ['parquet', 'PAR1 but no more', 'it is not a readable Parquet file'],
  ['parquet', '', 'it is not a readable Parquet file'],
  ['csv', 'a,b\n1,2,3,4\n', 'it is not a readable CSV file'],
  ['csv', 'a,b\n1,2\n3\n', 'it is not a readable CSV file'],
  ['csv', 'a,b\n"1,2\n3,4', 'it is not a readable CSV file'],
  ['csv', '\n1,2\n', 'it has no header'],
] as const)('%s of %j is unreadable', async ([format, content, message]) => {
  const staging = stageFile(on.engine, file('bad', content), format, [
    column('a', 'VARCHAR'),
    column('b', 'VARCHAR'),
  ]);
  await expect(staging).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining(message),
  });
});

test.for([
  ['csv', 'x\n1\n2.5\n', 'row 2: column "x": "2.5" has a fraction, which BIGINT cannot hold'],
  ['csv', 'y\n1\n', 'column "x" is missing; the table has it as BIGINT'],
  ['csv', 'x,y\n1,2\n', 'row 1: column "y" is unknown to the table'],
  ['ndjson', '{"x":1}\n\n{"x":"a"}\n', 'line 3: column "x": "a" is no number'],
  ['ndjson', '{"x":1}\n{"x"', 'line 2: the row is not JSON'],
  ['ndjson', '{"y":1}\n', 'line 1: column "y" is unknown to the table'],
] as const)('%s of %j is refused whole', async ([format, content, message]) => {
  const staging = stageFile(on.engine, file('bad-row', content), format, [column('x', 'BIGINT')]);
  await expect(staging).rejects.toThrow(message);
});

test('NDJSON may begin with a byte order mark, end without a line feed, and say its own types', async () => {
  const path = file('own.ndjson', '\ufeff{"x":1}\r\n{"y":"a\\u2028"}\n\n{"x":2,"y":null}');
  const staged = await stageFile(on.engine, path, 'ndjson', undefined, { types: { x: 'double' } });
  expect(staged.columns).toEqual([column('x', 'DOUBLE'), column('y', 'VARCHAR')]);
  expect(await texts(staged.relation)).toEqual([
    ['1.0', null],
    [null, 'a\u2028'],
    ['2.0', null],
  ]);
});

test('NDJSON that is not UTF-8 is refused', async () => {
  const path = file('latin.ndjson', Buffer.from('{"x":"é"}', 'latin1'));
  await expect(stageFile(on.engine, path, 'ndjson', [column('x', 'VARCHAR')])).rejects.toThrow(
    'line 1: the row is not UTF-8',
  );
});
