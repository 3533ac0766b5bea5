import { expect, test } from 'vitest';
import { FILE, META, STATISTICS } from './fields.data.ts';
import {
  BYTE_ARRAY,
  DOUBLE,
  element,
  FIXED,
  FLOAT,
  INT32,
  INT64,
  INT96,
  madeFooter,
} from './fixtures/made-footer.ts';
import {
  binary,
  converted,
  double,
  flag,
  float,
  int32,
  length,
  logical,
  minMax,
  read,
  utf8,
} from './fixtures/made-statistic.ts';
import { i64, list, struct } from './thrift/fields.ts';
import type { Field, Struct } from './thrift/thrift.ts';
import { STRUCT } from './thrift/types.data.ts';

const exact = [flag(STATISTICS.isMaxExact, true), flag(STATISTICS.isMinExact, true)];

const nothing = { min: undefined, max: undefined, isExact: false };

test.each<[string, Struct, Struct]>([
  ['INT96', element('c', INT96), minMax(new Uint8Array(12), new Uint8Array(12))],
  [
    'intervals',
    element('c', FIXED, length(12), converted(21)),
    minMax(new Uint8Array(12), new Uint8Array(12)),
  ],
  ['annotations from the future', element('c', BYTE_ARRAY, logical(99)), minMax(utf8('a'), utf8('b'))],
  ['NaN at the end', element('c', DOUBLE), minMax(double(1), double(Number.NaN))],
  ['NaN at the start', element('c', FLOAT), minMax(float(Number.NaN), float(1))],
  [
    'a half NaN',
    element('c', FIXED, length(2), logical(15)),
    minMax(Uint8Array.of(0, 0x7e), Uint8Array.of(0, 0x3c)),
  ],
  ['a minimum above the maximum', element('c', INT32), minMax(int32(2), int32(1))],
  ['numbers of another length', element('c', INT64), minMax(int32(1), int32(2))],
  [
    'decimals of no bytes',
    element('c', BYTE_ARRAY, converted(5)),
    minMax(new Uint8Array(), new Uint8Array()),
  ],
  [
    'the older pair of text',
    element('c', BYTE_ARRAY, converted(0)),
    [binary(1, utf8('b')), binary(2, utf8('a'))],
  ],
  [
    'the older pair of unsigned numbers',
    element('c', INT32, converted(13)),
    [binary(1, int32(2)), binary(2, int32(1))],
  ],
  ['the older pair of doubles', element('c', DOUBLE), [binary(1, double(2)), binary(2, double(1))]],
])('%s are not trusted', (_, column, statistics) => {
  expect(read(column, statistics)).toMatchObject(nothing);
});

test('an order of the column that nobody knows makes its bounds worthless', () => {
  const orders = (id: number): Field[] => [list(FILE.columnOrders, STRUCT, [[struct(id, [])]])];
  const statistics = minMax(int32(1), int32(2));
  expect(read(element('c', INT32), statistics, orders(1))).toMatchObject({ min: 1n, max: 2n });
  expect(read(element('c', INT32), statistics, orders(9))).toMatchObject({ ...nothing, nulls: 0 });
});

test('the older pair of signed numbers is trusted, and the newer one goes before it', () => {
  const legacy = [binary(STATISTICS.legacyMax, int32(9)), binary(STATISTICS.legacyMin, int32(-9))];
  expect(read(element('c', INT32), legacy)).toEqual({ min: -9n, max: 9n, nulls: undefined, isExact: true });
  expect(read(element('c', INT32), [...legacy, ...minMax(int32(1), int32(2))])).toMatchObject({
    min: 1n,
    max: 2n,
  });
});

test('either zero stands for both', () => {
  const statistic = read(element('c', DOUBLE), minMax(double(0), double(-0)));
  expect(Object.is(statistic?.min, -0)).toBe(true);
  expect(Object.is(statistic?.max, 0)).toBe(true);
});

const text = element('c', BYTE_ARRAY, converted(0));

test.each<[string, Struct, readonly Field[], boolean]>([
  ['numbers without a word', element('c', INT32), [], true],
  ['numbers that say they are not', element('c', INT32), [flag(STATISTICS.isMaxExact, false)], false],
  ['text without a word', text, [], false],
  ['text that says so', text, exact, true],
  [
    'text of which one end is cut',
    text,
    [flag(STATISTICS.isMaxExact, false), flag(STATISTICS.isMinExact, true)],
    false,
  ],
])('%s: exact or not', (_, column, flags, isExact) => {
  const statistics = column === text ? minMax(utf8('abc'), utf8('abd')) : minMax(int32(1), int32(2));
  const statistic = read(column, [...statistics, ...flags]);
  expect(statistic).toMatchObject({ isExact });
  expect(statistic?.min).toBeDefined();
});

test('nulls may not have been counted', () => {
  expect(read(element('c', INT32), [])).toEqual({ ...nothing, nulls: undefined });
});

test('no statistics, no such column, or two of one name: undefined', () => {
  const footer = madeFooter([element('c', INT32)], [{ rows: 1, chunks: [{}] }]);
  expect(footer.rowGroups[0]?.statistic('c')).toBeUndefined();
  expect(footer.rowGroups[0]?.statistic('x')).toBeUndefined();
  const statistics = minMax(int32(1), int32(2));
  const twice = madeFooter(
    [element('c', INT32), element('c', INT32)],
    [{ rows: 1, chunks: [{ statistics }, { statistics }] }],
  );
  expect(twice.rowGroups[0]?.statistic('c')).toBeUndefined();
});

test('statistics that are garbage are corrupt when they are asked for', () => {
  const footer = madeFooter(
    [element('c', INT32)],
    [{ rows: 1, chunks: [{ meta: [i64(META.statistics, 1)] }] }],
  );
  expect(() => footer.rowGroups[0]?.statistic('c')).toThrow(expect.objectContaining({ reason: 'corrupt' }));
});
