import * as fc from 'fast-check';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { append } from './fixtures/append.ts';
import { candle, candles } from './fixtures/candles.ts';
import { rowsOf, sql, testDirectory } from './fixtures/duckdb.ts';
import { writeLarge } from './fixtures/large-table.ts';

let to: string;
beforeEach(() => {
  to = join(testDirectory(), 'table.parquet');
});

test('late rows are compared with the row groups of their time only, and come last', async () => {
  await writeLarge(to, 20_480, 2048);
  const { size } = statSync(to);
  const flags = { to, key: 'product,time', rowGroupRows: 2048 };
  const late = { ...candle(3000), product: 'ETH-USD' };
  const { result } = await append(flags, [candle(3000), late]);
  expect(result).toMatchObject({ how: 'graft', rowsNew: 1, rowsConflicting: 1, rowsAfter: 20_481 });
  // One group of ten, and 64 KiB to find the footer in.
  expect(Number(result['bytesRead'])).toBeLessThan(65_536 + size / 5);
  expect((await rowsOf(to, 'product')).at(-1)).toEqual(['ETH-USD']);
  // An older row at the end is no reason to begin again: 1.
  expect((await append(flags, [candle(3000), late])).result).toMatchObject({ status: 'upToDate' });
});

test('a footer of more than 64 KiB is no obstacle', async () => {
  await writeLarge(to, 2048 * 200, 2048);
  const before = readFileSync(to);
  expect(before.readUInt32LE(before.length - 8)).toBeGreaterThan(65_536);
  const { result } = await append(
    { to, key: 'product,time', rowGroupRows: 2048 },
    candles(2048 * 200 - 1, 2048 * 200 + 1),
  );
  expect(result).toMatchObject({ how: 'graft', rowsNew: 1, rowsConflicting: 1, rowsAfter: 2048 * 200 + 1 });
});

test.for([
  ['without rows', 'SELECT 1::BIGINT AS n, 1.5 AS x WHERE false'],
  ['with nested columns', "SELECT 1::BIGINT AS n, 1.5::DOUBLE AS x, {'a': 1::BIGINT, 'b': ['x', NULL]} AS s"],
  ['with a column of nulls', 'SELECT 1::BIGINT AS n, 1.5::DOUBLE AS x, NULL::VARCHAR AS s'],
  [
    'with times without a zone',
    "SELECT 1::BIGINT AS n, 1.5::DOUBLE AS x, TIMESTAMP '2026-01-01 00:00:00' AS at",
  ],
  ['with decimals', 'SELECT 1::BIGINT AS n, 1.25::DECIMAL(18, 8) AS x'],
  ['with small numbers', 'SELECT 1::USMALLINT AS n, 1.5::FLOAT AS x'],
] as const)('a table %s is grafted onto', async ([, select]) => {
  await sql(`COPY (${select}) TO '${to}' (KV_METADATA {other: 'kept'})`);
  const before = await rowsOf(to);
  const { result } = await append({ to }, [
    { n: 2, x: 2.5 },
    { n: 2, x: 2.5 },
  ]);
  expect(result, String(result['reason'])).toMatchObject({ how: 'graft', rowsNew: 1, rowsDuplicate: 1 });
  expect((await rowsOf(to)).slice(0, before.length)).toEqual(before);
  expect(await rowsOf(to, 'n')).toEqual([...before.map(([n]) => [n]), [expect.anything()]]);
  expect((await append({ to }, [{ n: 2, x: 2.5 }])).result).toMatchObject({ status: 'upToDate' });
});

test('the hour that comes twice in a table of local times keeps both of its rows', async () => {
  const fold = [
    { time: '2026-10-25 02:30', close: 1.5 },
    { time: '2026-10-25 02:45', close: 2.5 },
    { time: '2026-10-25 02:30', close: 3.5 },
  ];
  await append({ to }, fold);
  expect((await append({ to }, fold)).result).toMatchObject({ status: 'upToDate', rowsDuplicate: 3 });
  expect(await rowsOf(to)).toEqual(fold.map(({ time, close }) => [time, close]));
});

// --- against a model

interface Row {
  readonly a: number | null;
  readonly b: string | null;
  readonly x: number | null;
}

const rows = fc.array(
  fc.record({
    a: fc.option(fc.integer({ min: 0, max: 4 })),
    b: fc.option(fc.constantFrom('', 'u', 'v', 'ü')),
    x: fc.option(fc.constantFrom(0.5, 1.5, -2.25)),
  }),
  { minLength: 1, maxLength: 12 },
);
const rules = fc.constantFrom(
  {},
  { key: 'a', keep: 'first' },
  { key: 'a,b', keep: 'last' },
  { key: 'b', keep: 'last' },
);

/** What pandas' `drop_duplicates` would leave, with updates in place. */
function model(
  table: readonly Row[],
  added: readonly Row[],
  { key, keep }: { key?: string; keep?: string },
): Row[] {
  const names = (key ?? 'a,b,x').split(',') as (keyof Row)[];
  const found = new Map<string, Row>();
  for (const row of [...table, ...added]) {
    const name = JSON.stringify(names.map((it) => row[it]));
    if (!found.has(name) || keep === 'last') found.set(name, row);
  }
  return [...found.values()];
}

test('whatever comes in whichever batches, the table is what a model says', async () => {
  await fc.assert(
    fc.asyncProperty(rules, fc.array(rows, { minLength: 1, maxLength: 5 }), async (flags, batches) => {
      const table = join(testDirectory(), 'model.parquet');
      const type = ['a=BIGINT', 'b=VARCHAR', 'x=DOUBLE'];
      let wanted: Row[] = [];
      for (const batch of batches) {
        await append({ to: table, type, ...flags }, batch);
        wanted = model(wanted, batch, flags);
      }
      const found = await rowsOf(table, 'a::INTEGER, b, x');
      expect(found).toEqual(wanted.map(({ a, b, x }) => [a, b, x]));
    }),
    { numRuns: 40 },
  );
});
