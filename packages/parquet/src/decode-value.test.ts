import { expect, test } from 'vitest';
import { BYTE_ARRAY, DOUBLE, element, FIXED, FLOAT, INT32, INT64 } from './fixtures/made-footer.ts';
import {
  converted,
  double,
  flag,
  float,
  int32,
  int64,
  length,
  logical,
  minMax,
  read,
  utf8,
} from './fixtures/made-statistic.ts';
import { footerIn, footerOf, writeByDuckDB } from './fixtures/parquet-file.ts';
import { DECIMAL } from './fixtures/samples.data.ts';
import type { Field, Struct } from './thrift/thrift.ts';

const integer = (bits: number, signed: boolean): Field =>
  logical(10, [{ id: 1, type: 3, value: bits }, flag(2, signed)]);

test.each<[string, Struct, Uint8Array, Uint8Array, unknown, unknown]>([
  ['booleans', element('c', 0), Uint8Array.of(0), Uint8Array.of(1), false, true],
  ['int32', element('c', INT32), int32(-5), int32(7), -5n, 7n],
  ['int64', element('c', INT64), int64(-(2n ** 62n)), int64(2n ** 62n), -(2n ** 62n), 2n ** 62n],
  ['int8', element('c', INT32, integer(8, true)), int32(-128), int32(127), -128n, 127n],
  ['uint32', element('c', INT32, integer(32, false)), int32(1), int32(-1), 1n, 2n ** 32n - 1n],
  ['uint32, the older way', element('c', INT32, converted(13)), int32(1), int32(-1), 1n, 2n ** 32n - 1n],
  ['uint64', element('c', INT64, integer(64, false)), int64(1n), int64(-1n), 1n, 2n ** 64n - 1n],
  ['dates', element('c', INT32, converted(6)), int32(-1), int32(20_000), -1n, 20_000n],
  ['timestamps', element('c', INT64, converted(10)), int64(-1n), int64(5n), -1n, 5n],
  ['floats', element('c', FLOAT), float(-1.5), float(2.5), -1.5, 2.5],
  ['doubles', element('c', DOUBLE), double(-Infinity), double(1e300), -Infinity, 1e300],
  [
    'half floats',
    element('c', FIXED, length(2), logical(15)),
    Uint8Array.of(0, 0xbc),
    Uint8Array.of(0, 0x3c),
    -1,
    1,
  ],
  ['text', element('c', BYTE_ARRAY, converted(0)), utf8('Äpfel'), utf8('Öl'), 'Äpfel', 'Öl'],
  [
    'text with a byte-order mark',
    element('c', BYTE_ARRAY, converted(0)),
    utf8('\uFEFFa'),
    utf8('\uFEFFb'),
    '\uFEFFa',
    '\uFEFFb',
  ],
  [
    'bytes',
    element('c', BYTE_ARRAY),
    Uint8Array.of(127),
    Uint8Array.of(128),
    Uint8Array.of(127),
    Uint8Array.of(128),
  ],
  ['decimals as INT32', element('c', INT32, converted(5)), int32(-1250), int32(325), -1250n, 325n],
  ['decimals as INT64', element('c', INT64, converted(5)), int64(-1250n), int64(325n), -1250n, 325n],
  [
    'decimals as bytes',
    element('c', BYTE_ARRAY, converted(5)),
    Uint8Array.of(0xfb, 0x1e),
    Uint8Array.of(0x01),
    -1250n,
    1n,
  ],
  [
    'decimals as fixed bytes',
    element('c', FIXED, length(3), converted(5)),
    Uint8Array.of(0xff, 0xfb, 0x1e),
    Uint8Array.of(0, 1, 0),
    -1250n,
    256n,
  ],
  [
    'text cut within a character',
    element('c', BYTE_ARRAY, converted(0)),
    utf8('a'),
    Uint8Array.of(0x62, 0xc3),
    'a',
    Uint8Array.of(0x62, 0xc3),
  ],
])('%s are decoded', (_, column, first, last, min, max) => {
  expect(read(column, minMax(first, last))).toMatchObject({ min, max, nulls: 0 });
});

test('decimals of pyarrow are fixed bytes', async () => {
  const footer = await footerIn(Buffer.from(DECIMAL, 'base64'));
  expect(footer.columns[0]).toMatchObject({ physical: 'FIXED_LEN_BYTE_ARRAY', typeLength: 8 });
  expect(footer.rowGroups[0]?.statistic('price')).toMatchObject({
    min: -1250n,
    max: 325n,
    nulls: 1,
    isExact: true,
  });
});

test.each([
  ['TINYINT', '-3', '4', -3n, 4n],
  ['UBIGINT', '1', '18446744073709551615', 1n, 2n ** 64n - 1n],
  ['DATE', '1969-12-31', '1970-01-02', -1n, 1n],
  ['TIMESTAMP', '1970-01-01', '1970-01-01 00:00:01', 0n, 1_000_000n],
  ['TIMESTAMP_NS', '1970-01-01', '1970-01-01 00:00:01', 0n, 1_000_000_000n],
  ['TIMESTAMP_MS', '1970-01-01', '1970-01-01 00:00:01', 0n, 1000n],
  ['TIMESTAMPTZ', '1970-01-01 00:00:00+00', '1970-01-01 00:00:01+00', 0n, 1_000_000n],
  ['DECIMAL(18,8)', '-1.5', '2.5', -150_000_000n, 250_000_000n],
  ['DOUBLE', '-1.5', '2.5', -1.5, 2.5],
  ['BOOLEAN', 'false', 'true', false, true],
  ['VARCHAR', 'a', 'ö', 'a', 'ö'],
])('%s of DuckDB', async (type, first, last, min, max) => {
  const path = await writeByDuckDB(`SELECT unnest(['${first}', '${last}', NULL])::${type} AS c`);
  expect((await footerOf(path)).rowGroups[0]?.statistic('c')).toEqual({ min, max, nulls: 1, isExact: true });
});
