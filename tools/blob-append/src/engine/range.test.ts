import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEngine, type TestEngine } from './fixtures/test-engine.ts';
import type { Bound, TimeUnit } from './range.ts';
import { stageFile } from './stage-file.ts';

let on: TestEngine;
beforeAll(async () => {
  on = await openTestEngine();
});
afterAll(() => on.close());

/** The ends as text; what is whole in Parquet has an n. */
async function rangeOf(values: string, unit?: TimeUnit): Promise<readonly string[] | undefined> {
  const path = await on.write('range.parquet', `SELECT unnest([${values}]) AS x`);
  const staged = await stageFile(on.engine, path, 'parquet', undefined);
  const range = await staged.range('x', unit);
  return range && [shown(range.min), shown(range.max)];
}

const shown = ({ value }: Bound): string => (typeof value === 'bigint' ? `${value}n` : String(value));

test.for([
  ['3, -1, 2', ['-1n', '3n']],
  ['18446744073709551615::UBIGINT', ['18446744073709551615n', '18446744073709551615n']],
  ['1.5::DOUBLE, -0.0::DOUBLE', ['0', '1.5']],
  [`'b', 'a', 'é'`, ['a', 'é']],
  ['12.50::DECIMAL(9,2), -0.05::DECIMAL(9,2)', ['-5n', '1250n']],
  [`DATE '1969-12-31', DATE '2026-01-01'`, ['-1n', '20454n']],
  [`TIMESTAMPTZ '1970-01-01 00:00:01+00'`, ['1000000n', '1000000n']],
  [`TIMESTAMP_MS '1970-01-01 00:00:01.5'`, ['1500n', '1500n']],
  [`TIMESTAMP_NS '1970-01-01 00:00:00.000000001'`, ['1n', '1n']],
] as const)('%s: %j', async ([values, range]) => {
  expect(await rangeOf(values)).toEqual(range);
});

test('in another unit the smallest is rounded down, and so is the largest: what is stored is, too', async () => {
  const values = `TIMESTAMPTZ '1969-12-31 23:59:59.9995+00', TIMESTAMPTZ '1970-01-01 00:00:00.0015+00'`;
  expect(await rangeOf(values, 'millis')).toEqual(['-1n', '1n']);
  expect(await rangeOf(values, 'nanos')).toEqual(['-500000n', '1500000n']);
});

test.for([
  ['with a NULL', '1, NULL'],
  ['with a NaN', `1.0::DOUBLE, 'nan'::DOUBLE`],
  ['with an infinite time', `TIMESTAMP 'infinity'`],
  ['of truth', 'true'],
  ['nested', '[1]'],
  ['of long text', `repeat('x', 2000)`],
  ['of bytes', `'a'::BLOB`],
] as const)('a column %s has none', async ([, values]) => {
  expect(await rangeOf(values)).toBeUndefined();
});
