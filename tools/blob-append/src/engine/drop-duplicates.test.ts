import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findNew } from './find-new.ts';
import { keepFirst, keepLast, randomFrom, type Sample, type SampleRow } from './fixtures/drop-duplicates.ts';
import { openTestEngine, type TestEngine } from './fixtures/test-engine.ts';
import type { Equality } from './fresh.ts';
import { rewrite } from './rewrite.ts';
import { stageFile } from './stage-file.ts';
import { writeMerged } from './write-merged.ts';

/** Columns whose values are few, so that rows meet; and treacherous, so that it matters how. */
const samples: Readonly<Record<string, readonly Sample[]>> = {
  DOUBLE: each('NULL', `'nan'`, '0.0 = zero', '-0.0 = zero', '1.5', `'inf'`),
  'TIMESTAMP WITH TIME ZONE': each(
    'NULL',
    `'2026-01-01 00:00:00+00' = midnight`,
    `'2026-01-01 01:00:00+01' = midnight`,
    `'2026-01-01 00:00:00.000001+00'`,
  ),
  'DECIMAL(9,2)': each('NULL', '1.50', '1.51'),
  VARCHAR: each('NULL', `''`, `'a'`, `'A'`, `'\u00e9'`, `'e\u0301'`, `'a '`),
  BIGINT: each('NULL', '1', '9007199254740992', '9007199254740993'),
  'STRUCT(a DOUBLE, l INTEGER[])': each(
    'NULL',
    '{a: 0.0, l: [1]} = s',
    '{a: -0.0, l: [1]} = s',
    `{a: 'nan'::DOUBLE, l: NULL}`,
    '{a: NULL, l: []}',
    '{a: NULL, l: [NULL]}',
    '{a: NULL, l: NULL}',
  ),
};
const types = Object.keys(samples);
const all = [...types.keys()];

function each(...texts: readonly string[]): readonly Sample[] {
  return texts.map((text) => {
    const [sql = '', same = sql] = text.split(' = ');
    return { sql, same };
  });
}

function randomRows(random: () => number, most: number): readonly SampleRow[] {
  const pick = (list: readonly Sample[]): Sample => list[Math.floor(random() ** 2 * list.length)] as Sample;
  return Array.from({ length: Math.floor(random() * most) }, () =>
    types.map((type) => pick(samples[type] ?? [])),
  );
}

let on: TestEngine;
beforeAll(async () => {
  on = await openTestEngine();
});
afterAll(() => on.close());

const name = (column: number): string => `c${column}`;

function selectOf(rows: readonly SampleRow[]): string {
  const values = (row: SampleRow): string =>
    row.map(({ sql }, column) => `CAST(${sql} AS ${types[column]}) AS ${name(column)}`).join(', ');
  const empty = `SELECT * FROM (SELECT ${values(types.map(() => ({ sql: 'NULL', same: '' })))}) WHERE false`;
  return [empty, ...rows.map((row) => `SELECT ${values(row)}`)].join(' UNION ALL ');
}

/** Rows as DuckDB writes them: the sign of a zero can be seen. */
async function textsOf(rows: readonly SampleRow[]): Promise<readonly unknown[]> {
  return on.read(await on.write('expected.parquet', selectOf(rows)));
}

async function append(path: string, rows: readonly SampleRow[], equality: Equality): Promise<string> {
  const source = await on.write('source.parquet', selectOf(rows));
  const staged = await stageFile(on.engine, source, 'parquet', undefined);
  const fresh = await findNew(on.engine, staged, [path], equality);
  expect(fresh.rows + fresh.duplicates + fresh.conflicts).toBe(rows.length);
  const merged = on.path(`${path.endsWith('1.parquet') ? 'merged-2' : 'merged-1'}.parquet`);
  await writeMerged(on.engine, [path], fresh, merged);
  await fresh.drop();
  await staged.drop();
  return merged;
}

const equalities: readonly (readonly [string, Equality, readonly number[]])[] = [
  ['whole rows', { keep: 'first' }, all],
  ['a key, the first', { key: ['c0', 'c1'], keep: 'first' }, [0, 1]],
  ['a key, the last', { key: ['c1', 'c3'], keep: 'last' }, [1, 3]],
  ['a nested key, the last', { key: ['c5'], keep: 'last' }, [5]],
];

describe.for(equalities)('%s', ([, equality, columns]) => {
  const reference = equality.keep === 'last' ? keepLast : keepFirst;

  test.for(Array.from({ length: 12 }, (_, seed) => seed))('table %i and two batches', async (seed) => {
    const random = randomFrom(seed);
    const table = reference(randomRows(random, 20), columns);
    const batch = randomRows(random, 20);
    const cut = Math.floor(random() * batch.length);
    const expected = await textsOf(reference([...table, ...batch], columns));

    const path = await on.write('table.parquet', selectOf(table), ', ROW_GROUP_SIZE 2048');
    expect(await on.read(await append(path, batch, equality))).toEqual(expected);
    const half = await append(path, batch.slice(0, cut), equality);
    expect(await on.read(await append(half, batch.slice(cut), equality))).toEqual(expected);
  });

  test.for(Array.from({ length: 6 }, (_, seed) => 100 + seed))(
    'table %i with duplicates of its own',
    async (seed) => {
      const random = randomFrom(seed);
      const table = randomRows(random, 20);
      const batch = randomRows(random, 20);
      const path = await on.write('foreign.parquet', selectOf(table));
      const source = await on.write('source.parquet', selectOf(batch));
      const staged = await stageFile(on.engine, source, 'parquet', undefined);
      const written = on.path('unique.parquet');
      const done = await rewrite(on.engine, path, staged, equality, written, { unique: true });
      const unique = reference(table, columns);
      const expected = reference([...table, ...batch], columns);
      expect(await on.read(written)).toEqual(await textsOf(expected));
      expect(done).toMatchObject({
        rows: expected.length,
        rowsNew: expected.length - unique.length,
        rowsRemoved: table.length - unique.length,
      });
      expect(done.rowsNew + done.duplicates + done.conflicts).toBe(batch.length);
    },
  );
});
