import { expect, test } from 'vitest';
import { columnRange, overlapping } from './column-range.ts';
import { STATISTICS } from './fields.data.ts';
import { BYTE_ARRAY, DOUBLE, element, INT32, madeFooter, type MadeGroup } from './fixtures/made-footer.ts';
import { footerOf, writeByDuckDB } from './fixtures/parquet-file.ts';
import { i32, i64 } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';
import { BINARY } from './thrift/types.data.ts';

function int32(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

function bounds(min: Uint8Array | undefined, max: Uint8Array | undefined, nulls?: number): Struct {
  return [
    ...(nulls === undefined ? [] : [i64(STATISTICS.nulls, nulls)]),
    ...(max === undefined ? [] : [{ id: STATISTICS.max, type: BINARY, value: max }]),
    ...(min === undefined ? [] : [{ id: STATISTICS.min, type: BINARY, value: min }]),
  ];
}

function group(statistics: Struct | undefined, rows = 10): MadeGroup {
  return { rows, chunks: [statistics === undefined ? {} : { statistics }] };
}

const column = element('c', INT32);
const from1to5 = group(bounds(int32(1), int32(5)));
const from3to9 = group(bounds(int32(3), int32(9), 2));
const nullsOnly = group(bounds(undefined, undefined, 10));
const untold = group(undefined);
const uncounted = group(bounds(undefined, undefined));
const someNulls = group(bounds(undefined, undefined, 9));
const empty = group(undefined, 0);

test.each<[string, MadeGroup[], unknown]>([
  ['of all groups', [from3to9, from1to5], { min: 1n, max: 9n }],
  ['without groups', [], undefined],
  ['with an empty group', [empty, from1to5, empty], { min: 1n, max: 5n }],
  ['with a group of nulls', [from1to5, nullsOnly], { min: 1n, max: 5n }],
  ['of nulls only', [nullsOnly, nullsOnly], undefined],
  ['with a group that tells nothing', [from1to5, untold], undefined],
  ['with a group that counts no nulls', [from1to5, uncounted], undefined],
  ['with a group of some nulls', [from1to5, someNulls], undefined],
  ['with one bound only', [from1to5, group(bounds(int32(1), undefined))], undefined],
])('the range %s', (_, groups, range) => {
  expect(columnRange(madeFooter([column], groups), 'c')).toEqual(range);
});

test('a range of bounds that may be cut is none', () => {
  const text = element('c', BYTE_ARRAY, i32(6, 0));
  const footer = madeFooter([text], [group(bounds(Buffer.from('a'), Buffer.from('b')))]);
  expect(columnRange(footer, 'c')).toBeUndefined();
  expect(overlapping(footer, 'c', 'a', 'a')).toEqual([0]);
  expect(overlapping(footer, 'c', 'c', 'd')).toEqual([]);
});

test.each([
  [5n, 5n, [0, 2, 4]],
  [6n, 8n, [2, 4]],
  [10n, 20n, [4]],
  [-5n, 0n, [4]],
  [0n, 1n, [0, 4]],
  [0n, 100n, [0, 2, 4]],
])('the groups that may hold %s to %s', (min, max, groups) => {
  const footer = madeFooter([column], [from1to5, nullsOnly, from3to9, empty, untold]);
  expect(overlapping(footer, 'c', min, max)).toEqual(groups);
});

test('of a column that is not there, or with NaN, every group may', () => {
  const footer = madeFooter([column], [from1to5, from3to9]);
  expect(overlapping(footer, 'x', 0n, 0n)).toEqual([0, 1]);
  const floats = madeFooter([element('c', DOUBLE)], [group(bounds(new Uint8Array(8), new Uint8Array(8)))]);
  expect(overlapping(floats, 'c', 1, 2)).toEqual([]);
  expect(overlapping(floats, 'c', -0, -0)).toEqual([0]);
  expect(overlapping(floats, 'c', Number.NaN, Number.NaN)).toEqual([0]);
});

test('in a file of DuckDB', async () => {
  const path = await writeByDuckDB(
    `SELECT i AS n, 'name ' || i % 10 AS name, CASE WHEN i > 3000 THEN i END AS late,
       CASE WHEN i = 7 THEN 'NaN'::DOUBLE ELSE i END AS real FROM range(8000) t(i)`,
    'ROW_GROUP_SIZE 2048',
  );
  const footer = await footerOf(path);
  expect(columnRange(footer, 'n')).toEqual({ min: 0n, max: 7999n });
  expect(columnRange(footer, 'name')).toEqual({ min: 'name 0', max: 'name 9' });
  expect(columnRange(footer, 'late')).toEqual({ min: 3001n, max: 7999n });
  expect(columnRange(footer, 'real')).toBeUndefined();
  expect(overlapping(footer, 'n', 2047n, 2048n)).toEqual([0, 1]);
  expect(overlapping(footer, 'late', 0n, 3000n)).toEqual([]);
  expect(overlapping(footer, 'real', 7000, 7000)).toEqual([0, 3]);
});
