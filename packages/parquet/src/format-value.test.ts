import { expect, test } from 'vitest';
import { describeType } from './describe-type.ts';
import { footerOf, query, writeByDuckDB } from './fixtures/parquet-file.ts';
import { formatValue } from './format-value.ts';
import type { Logical, TimeUnit } from './logical.ts';
import type { Column } from './schema.ts';
import type { Value } from './value.ts';

function column(logical: Logical): Column {
  return {
    path: ['c'],
    name: 'c',
    physical: 'INT64',
    logical,
    optional: true,
    repeated: false,
    topLevel: true,
  };
}

const timestamp = (unit: TimeUnit, utc: boolean): Logical => ({ kind: 'timestamp', unit, utc });
const decimal = (scale: number): Logical => ({ kind: 'decimal', precision: 18, scale });

test.each<[Logical, Value, string]>([
  [timestamp('millis', true), 1_769_860_800_000n, '2026-01-31T12:00:00Z'],
  [timestamp('micros', true), 1_769_860_800_000_001n, '2026-01-31T12:00:00.000001Z'],
  [timestamp('micros', false), 1_769_860_800_500_000n, '2026-01-31T12:00:00.500'],
  [timestamp('nanos', false), 1n, '1970-01-01T00:00:00.000000001'],
  [timestamp('millis', true), -1n, '1969-12-31T23:59:59.999Z'],
  [timestamp('micros', true), 8_640_000_000_000_000_000n, '+275760-09-13T00:00:00Z'],
  [timestamp('millis', true), 2n ** 63n - 1n, '9223372036854775807 ms since 1970'],
  [{ kind: 'date' }, 0n, '1970-01-01'],
  [{ kind: 'date' }, -719_528n, '0000-01-01'],
  [{ kind: 'time', unit: 'micros', utc: false }, 43_200_000_001n, '12:00:00.000001'],
  [decimal(2), 1250n, '12.50'],
  [decimal(2), -5n, '-0.05'],
  [decimal(0), 7n, '7'],
  [decimal(-2), 7n, '700'],
  [{ kind: 'none' }, 2n ** 63n, '9223372036854775808'],
  [{ kind: 'none' }, 0.1, '0.1'],
  [{ kind: 'none' }, -0, '0'],
  [{ kind: 'none' }, true, 'true'],
  [{ kind: 'string' }, 'Öl', 'Öl'],
  [{ kind: 'none' }, Uint8Array.of(1, 0xab), '0x01ab'],
  [
    { kind: 'uuid' },
    Uint8Array.from({ length: 16 }, (_, index) => index),
    '00010203-0405-0607-0809-0a0b0c0d0e0f',
  ],
])('%j: %s is written %s', (logical, value, text) => {
  expect(formatValue(column(logical), value)).toBe(text);
});

test.each([
  ['TINYINT', 'int8'],
  ['UINTEGER', 'uint32'],
  ['INTEGER', 'int32'],
  ['BIGINT', 'int64'],
  ['FLOAT', 'float'],
  ['DOUBLE', 'double'],
  ['BOOLEAN', 'boolean'],
  ['VARCHAR', 'string'],
  ['BLOB', 'binary'],
  ['UUID', 'uuid'],
  ['DATE', 'date'],
  ['TIME', 'time(us)'],
  ['TIMESTAMP', 'timestamp(us)'],
  ['TIMESTAMP_MS', 'timestamp(ms)'],
  ['TIMESTAMP_NS', 'timestamp(ns)'],
  ['TIMESTAMPTZ', 'timestamp(us, UTC)'],
  ['DECIMAL(18,8)', 'decimal(18,8)'],
  ['INTERVAL', 'interval'],
  ['JSON', 'json'],
])('%s of DuckDB is %s', async (type, words) => {
  const { columns } = await footerOf(await writeByDuckDB(`SELECT NULL::${type} AS c`));
  expect(columns.map(describeType)).toEqual([words]);
});

test.each([
  ['FIXED_LEN_BYTE_ARRAY', { kind: 'none' }, 'binary(8)'],
  ['INT96', { kind: 'none' }, 'int96'],
  ['BYTE_ARRAY', { kind: 'other', id: 17, annotation: '' }, 'binary (annotation 17)'],
] as const)('%s with %j is %s', (physical, logical, words) => {
  expect(describeType({ ...column(logical), physical, typeLength: 8 })).toBe(words);
});

test('what is written is what DuckDB writes', async () => {
  const sql = `SELECT TIMESTAMP '1999-12-31 23:59:59.123456' AS t, DATE '2000-02-29' AS d, -12.3400::DECIMAL(10,4) AS p`;
  const footer = await footerOf(await writeByDuckDB(sql));
  const [row] = (await query(`SELECT t::VARCHAR t, d::VARCHAR d, p::VARCHAR p FROM (${sql})`)) as Record<
    string,
    string
  >[];
  for (const column of footer.columns) {
    const text = formatValue(column, footer.rowGroups[0]!.statistic(column.name)!.min!);
    expect(text.replace('T', ' ')).toBe(row?.[column.name]);
  }
});
