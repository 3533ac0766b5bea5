import { readFileSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { pageIndexes } from './attachments.ts';
import { deadBytes } from './dead-bytes.ts';
import { CHUNK, GROUP, META } from './fields.data.ts';
import { expectRows, grafted, plannedFooter, rowsByHyparquet } from './fixtures/grafted.ts';
import { element, INT64, madeFooter, type MadeGroup } from './fixtures/made-footer.ts';
import { footerOf, query, writeByDuckDB, writeBytes } from './fixtures/parquet-file.ts';
import { ARROW_RS, POLARS, PYARROW } from './fixtures/samples.data.ts';
import { graft } from './graft.ts';
import { fieldOf, i16, i64, wholeOf } from './thrift/fields.ts';

const rows = (from: number, to: number): string =>
  `SELECT i AS n, i / 2 AS half, 'name ' || i % 7 AS name, [i, NULL] AS list, {a: i, b: 'x'} AS struct,
     CASE WHEN i % 3 > 0 THEN i END AS third FROM range(${from}, ${to}) t(i)`;
const name3 = { sql: `name = 'name 3'`, column: 'name', value: 'name 3' };

test.each([
  ['snappy', '', ''],
  ['many groups', 'ROW_GROUP_SIZE 2048', 'ROW_GROUP_SIZE 2048'],
  ['pages of version 2', 'PARQUET_VERSION v2', 'ROW_GROUP_SIZE 2048'],
  ['uncompressed behind snappy', '', 'COMPRESSION uncompressed'],
])('rows of DuckDB stand behind rows of DuckDB: %s', async (_, options, deltaOptions) => {
  const table = await writeByDuckDB(rows(0, 5000), options);
  const delta = await writeByDuckDB(rows(5000, 8000), deltaOptions);
  const { path, footer, old, graft: plan } = await grafted(graft, table, delta);
  expect(plan.keep).toBe(old.footerStart);
  expect(deadBytes(footer)).toBe(0);
  const bytes = readFileSync(path);
  expect(Buffer.compare(bytes.subarray(0, plan.keep), readFileSync(table).subarray(0, plan.keep))).toBe(0);
  await expectRows(path, rows(0, 8000), name3);
  expect(await rowsByHyparquet(path)).toEqual([
    ...(await rowsByHyparquet(table)),
    ...(await rowsByHyparquet(delta)),
  ]);
});

test('zstd, and a query that a bloom filter answers', async () => {
  const table = await writeByDuckDB(rows(0, 5000), 'COMPRESSION zstd, ROW_GROUP_SIZE 2048');
  const { path, footer } = await grafted(
    graft,
    table,
    await writeByDuckDB(rows(5000, 8000), 'COMPRESSION zstd'),
  );
  const last = footer.rowGroups.at(-1)?.chunks[2];
  expect(wholeOf(last!.meta, META.bloomOffset)).toBeGreaterThan(last!.end);
  const probe = `SELECT * FROM parquet_bloom_probe('${path}', 'name', 'name 9')`;
  expect(await query(probe)).toSatisfy((found: { bloom_filter_excludes: boolean }[]) =>
    found.every((row) => row.bloom_filter_excludes),
  );
  expect(await query(`SELECT count(*) AS c FROM '${path}' WHERE name = 'name 3'`)).toEqual([{ c: '1143' }]);
});

const sampleRows = (from: number, to: number): string =>
  `SELECT make_timestamptz(i * 60_000_000) AS time, 'n' || i % 3 AS name FROM range(${from}, ${to}) t(i)`;
const n1 = { sql: `name = 'n1'`, column: 'name', value: 'n1' };

test.each([
  ['polars', POLARS, true],
  ['pyarrow', PYARROW, false],
  ['arrow-rs', ARROW_RS, true],
])('rows of DuckDB stand behind rows of %s', async (_, sample, isNumbered) => {
  const table = writeBytes(Buffer.from(sample, 'base64'));
  const delta = await writeByDuckDB(sampleRows(30, 45));
  const { path, footer, old } = await grafted(graft, table, delta);
  await expectRows(path, sampleRows(0, 45), n1);
  const ordinals = footer.rowGroups.map(({ tree }) => wholeOf(tree, GROUP.ordinal));
  expect(ordinals).toEqual(isNumbered ? [0, 1, 2, 3] : [undefined, undefined, undefined, undefined]);
  // Those of the old groups stay where they are.
  for (const [number, { chunks }] of old.rowGroups.entries()) {
    expect(chunks.flatMap(pageIndexes)).not.toEqual([]);
    expect(footer.rowGroups[number]?.chunks.flatMap(pageIndexes)).toEqual(chunks.flatMap(pageIndexes));
  }
});

test('page indexes of the delta are left out, since they hold positions', async () => {
  const write = (from: number): string => {
    const data = Array.from({ length: 20 }, (_, index) => BigInt(from + index));
    return writeBytes(
      parquetWriteBuffer({
        columnData: [{ name: 'n', data, type: 'INT64', columnIndex: true, bloomFilter: true }],
        rowGroupSize: 10,
        pageSize: 24,
      }),
    );
  };
  const { path, footer } = await grafted(graft, write(0), write(20));
  expect(footer.rowGroups.map(({ chunks }) => chunks.flatMap(pageIndexes).length)).toEqual([2, 2, 0, 0]);
  expect(
    footer.rowGroups.every(({ chunks }) => fieldOf(chunks[0]!.meta, META.bloomOffset) !== undefined),
  ).toBe(true);
  await expectRows(path, 'SELECT i AS n FROM range(40) t(i)', { sql: 'n = 33', column: 'n', value: 33n });
});

test('key-values are set or replaced, the others of the old file stay, those of the delta go', async () => {
  const table = await writeByDuckDB(rows(0, 10), `KV_METADATA {keep: 'me', mark: 'old'}`);
  const delta = await writeByDuckDB(rows(10, 20), `KV_METADATA {gone: 'x'}`);
  const { footer } = await grafted(graft, table, delta, { keyValues: { mark: 'new', more: 'ö' } });
  expect(Object.fromEntries(footer.keyValues)).toEqual({ keep: 'me', mark: 'new', more: 'ö' });
});

test.each([
  ['no rows behind some', [0, 10], [10, 10]],
  ['some behind none', [0, 0], [0, 10]],
  ['none behind none', [0, 0], [0, 0]],
] as const)('%s', async (_, [from, to], [deltaFrom, deltaTo]) => {
  const table = await writeByDuckDB(rows(from, to));
  const { path, footer } = await grafted(graft, table, await writeByDuckDB(rows(deltaFrom, deltaTo)));
  expect(deadBytes(footer)).toBe(0);
  expect(await query(`SELECT * FROM '${path}'`)).toEqual(await query(rows(from, deltaTo)));
});

test('an old file without row groups, and a delta with an empty one', async () => {
  const empty: MadeGroup = { rows: 0, chunks: [{ size: 0 }] };
  const some: MadeGroup = { rows: 5, chunks: [{ start: 4 }] };
  const columns = [element('n', INT64)];
  const plan = graft(
    madeFooter(columns, [], [], { footerStart: 4 }),
    madeFooter(columns, [empty, some, empty]),
  );
  expect(plan.tail.slice(0, -1)).toEqual([{ from: 'delta', start: 4, end: 14 }]);
  expect(plan.cuts).toEqual([4, 14, plan.size]);
});

test('every position above 0 is moved, and 0 stays', () => {
  const group: MadeGroup = {
    rows: 5,
    chunks: [
      {
        start: 20,
        meta: [i64(META.dictionaryPage, 0), i64(META.indexPage, 25)],
        more: [i64(CHUNK.fileOffset, 30)],
      },
      {
        start: 40,
        meta: [i64(META.dictionaryPage, 34), i64(META.bloomOffset, 60), i64(META.bloomLength, 8)],
      },
    ],
    more: [i64(GROUP.fileOffset, 20), i16(GROUP.ordinal, 0)],
  };
  const columns = [element('a', INT64), element('b', INT64)];
  const old = madeFooter(columns, [{ rows: 1, chunks: [{ start: 4 }, { start: 14 }] }], [], {
    footerStart: 100,
  });
  const plan = graft(old, madeFooter(columns, [group]));
  expect(plan.tail[0]).toEqual({ from: 'delta', start: 20, end: 68 });
  const added = plannedFooter(plan).rowGroups[1]!;
  const [a, b] = added.chunks;
  expect(wholeOf(added.tree, GROUP.fileOffset)).toBe(100);
  expect(fieldOf(added.tree, GROUP.ordinal)).toBeUndefined();
  expect([a, b].map((chunk) => [chunk?.start, wholeOf(chunk!.tree, CHUNK.fileOffset)])).toEqual([
    [100, 110],
    [114, 0],
  ]);
  expect([META.dataPage, META.indexPage, META.dictionaryPage].map((id) => wholeOf(a!.meta, id))).toEqual([
    100, 105, 0,
  ]);
  expect([META.dataPage, META.dictionaryPage, META.bloomOffset].map((id) => wholeOf(b!.meta, id))).toEqual([
    120, 114, 140,
  ]);
});

test('other columns are refused', async () => {
  const table = await footerOf(await writeByDuckDB('SELECT 1 AS a'));
  const delta = await footerOf(await writeByDuckDB('SELECT 1.5::DOUBLE AS a'));
  expect(() => graft(table, delta)).toThrow(
    expect.objectContaining({
      reason: 'unsupported',
      message: 'column "a" is int32 in the table and double in the new rows',
    }),
  );
});

test('a footer that contradicts itself is refused', () => {
  const columns = [element('n', INT64)];
  const sound = madeFooter(columns, [{ rows: 5, chunks: [{ start: 4 }] }]);
  const beyond = madeFooter(columns, [{ rows: 5, chunks: [{ start: 995 }] }]);
  expect(() => graft(beyond, sound)).toThrow(
    expect.objectContaining({ reason: 'corrupt', message: expect.stringMatching(/^the table: /) }),
  );
  expect(() => graft(sound, beyond)).toThrow(
    expect.objectContaining({ reason: 'corrupt', message: expect.stringMatching(/^the new rows: /) }),
  );
});
