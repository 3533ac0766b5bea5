import { expect, test } from 'vitest';
import { ELEMENT } from './fields.data.ts';
import { element, FIXED, INT32, INT64, madeFooter } from './fixtures/made-footer.ts';
import { footerIn, footerOf, writeByDuckDB } from './fixtures/parquet-file.ts';
import { DECIMAL, PYARROW } from './fixtures/samples.data.ts';
import { schemaDifferences } from './schema-differences.ts';
import { i32, struct } from './thrift/fields.ts';
import type { Field, Struct } from './thrift/thrift.ts';
import { FALSE, TRUE } from './thrift/types.data.ts';

async function between(table: string, delta: string): Promise<unknown> {
  const [one, other] = [await writeByDuckDB(`SELECT ${table}`), await writeByDuckDB(`SELECT ${delta}`)];
  return schemaDifferences(await footerOf(one), await footerOf(other)).map(({ column, kind, message }) => [
    column,
    kind,
    message,
  ]);
}

test.each([
  ['1 AS a', '2 AS a', []],
  ['1 AS a, 2 AS b', '1 AS a', [['b', 'missing', 'the new rows have no column "b"']]],
  ['1 AS a', '1 AS a, 2 AS b', [['b', 'extra', 'the table has no column "b"']]],
  [
    '1 AS Time',
    '1 AS time',
    [
      ['Time', 'missing', 'the new rows have no column "Time", they write it "time"'],
      ['time', 'extra', 'the table has no column "time", they write it "Time"'],
    ],
  ],
  [
    '1 AS a',
    '1.5::DOUBLE AS a',
    [['a', 'type', 'column "a" is int32 in the table and double in the new rows']],
  ],
  ['1::BIGINT AS a', '1 AS a', [['a', 'type', 'column "a" is int64 in the table and int32 in the new rows']]],
  [
    '1::UINTEGER AS a',
    '1 AS a',
    [['a', 'meaning', 'column "a" is uint32 in the table and int32 in the new rows']],
  ],
  [
    "TIMESTAMP_MS '2026-01-01' AS a",
    "TIMESTAMP '2026-01-01' AS a",
    [['a', 'meaning', 'column "a" is timestamp(ms) in the table and timestamp(us) in the new rows']],
  ],
  [
    "TIMESTAMP '2026-01-01' AS a",
    "TIMESTAMPTZ '2026-01-01 00:00:00+00' AS a",
    [['a', 'meaning', 'column "a" is timestamp(us) in the table and timestamp(us, UTC) in the new rows']],
  ],
  [
    "'x' AS a",
    "'x'::BLOB AS a",
    [['a', 'meaning', 'column "a" is string in the table and binary in the new rows']],
  ],
  [
    '1::DECIMAL(18,2) AS a',
    '1::DECIMAL(18,3) AS a',
    [['a', 'meaning', 'column "a" is decimal(18,2) in the table and decimal(18,3) in the new rows']],
  ],
  [
    '1 AS a, 2 AS b',
    '2 AS b, 1 AS a',
    [['a', 'order', 'the columns have another order in the new rows: "b" stands where the table has "a"']],
  ],
  ['1 AS a', '[1] AS a', [['a', 'nesting', 'column "a" is int32 in the table and list in the new rows']]],
  [
    '{x: 1} AS a',
    '{x: 1.5::DOUBLE} AS a',
    [['a.x', 'type', 'column "a.x" is int32 in the table and double in the new rows']],
  ],
  ['{x: 1} AS a', '{x: 1, y: 2} AS a', [['a.y', 'extra', 'the table has no column "a.y"']]],
])('%s against %s', async (table, delta, differences) => {
  expect(await between(table, delta)).toEqual(differences);
});

test('decimals as fixed bytes and as INT64 differ in how they are stored', async () => {
  const table = await footerIn(Buffer.from(DECIMAL, 'base64'));
  const delta = await footerOf(await writeByDuckDB('SELECT 1::DECIMAL(18,2) AS price'));
  expect(schemaDifferences(table, delta)).toEqual([
    {
      column: 'price',
      kind: 'type',
      table: 'decimal(18,2) stored as FIXED_LEN_BYTE_ARRAY(8)',
      delta: 'decimal(18,2) stored as INT64',
      message:
        'column "price" is decimal(18,2) stored as FIXED_LEN_BYTE_ARRAY(8) in the table and decimal(18,2) stored as INT64 in the new rows',
    },
  ]);
});

test('other writers of the same columns do not differ', async () => {
  const table = await footerIn(Buffer.from(PYARROW, 'base64'));
  const delta = await footerOf(
    await writeByDuckDB(`SELECT TIMESTAMPTZ '2026-01-01 00:00:00+00' AS time, 'x' AS name`),
  );
  expect(schemaDifferences(table, delta)).toEqual([]);
});

const flag = (id: number, value: boolean): Field => ({ id, type: value ? TRUE : FALSE, value });
const logical = (id: number, parameters: Struct): Field => struct(ELEMENT.logical, [struct(id, parameters)]);
const micros = logical(8, [flag(1, true), struct(2, [struct(2, [])])]);
const int64 = logical(10, [{ id: 1, type: 3, value: 64 }, flag(2, true)]);

test.each<[string, Struct, Struct]>([
  [
    'either annotation of a timestamp',
    element('c', INT64, i32(ELEMENT.converted, 10)),
    element('c', INT64, micros),
  ],
  [
    'either annotation of an integer',
    element('c', INT64, i32(ELEMENT.converted, 18)),
    element('c', INT64, int64),
  ],
  ['an integer with and without annotation', element('c', INT64), element('c', INT64, int64)],
  ['a field id', element('c', INT64, i32(9, 1)), element('c', INT64)],
  ['a length that means nothing', element('c', INT64, i32(ELEMENT.typeLength, 0)), element('c', INT64)],
])('%s is no difference', (_, table, delta) => {
  expect(schemaDifferences(madeFooter([table], []), madeFooter([delta], []))).toEqual([]);
});

const fixed = (length: number): Struct => element('c', FIXED, i32(ELEMENT.typeLength, length));

test.each<[string, Struct, Struct]>([
  ['repetition', element('c', INT64), element('c', INT64).with(1, i32(ELEMENT.repetition, 0))],
  ['type', fixed(8), fixed(16)],
  ['meaning', element('c', INT32), element('c', INT32, i32(ELEMENT.converted, 15))],
])('a difference of %s', (kind, table, delta) => {
  const differences = schemaDifferences(madeFooter([table], []), madeFooter([delta], []));
  expect(differences.map((difference) => difference.kind)).toEqual([kind]);
});
