import { readFileSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { attachments, pageIndexes } from './attachments.ts';
import { deadBytes } from './dead-bytes.ts';
import { CHUNK, GROUP, META } from './fields.data.ts';
import { expectRows, grafted } from './fixtures/grafted.ts';
import { element, INT64, madeFooter, type MadeGroup } from './fixtures/made-footer.ts';
import { footerOf, query, writeByDuckDB, writeBytes } from './fixtures/parquet-file.ts';
import { ARROW_RS, POLARS, PYARROW } from './fixtures/samples.data.ts';
import { graft } from './graft.ts';
import { i32, i64, wholeOf } from './thrift/fields.ts';

const sampleRows = (from: number, to: number): string =>
  `SELECT make_timestamptz(i * 60_000_000) AS time, 'n' || i % 3 AS name FROM range(${from}, ${to}) t(i)`;
const n1 = { sql: `name = 'n1'`, column: 'name', value: 'n1' };

const samples = { polars: POLARS, pyarrow: PYARROW, 'arrow-rs': ARROW_RS };
const cases = Object.keys(samples).flatMap((writer) =>
  [1, 2, 3].map((dropLast) => [writer as keyof typeof samples, dropLast] as const),
);

test.each(cases)(
  'of %s, the last %i groups are replaced, and what belongs to the others is carried',
  async (writer, dropLast) => {
    const table = writeBytes(Buffer.from(samples[writer], 'base64'));
    const delta = await writeByDuckDB(sampleRows(30 - dropLast * 10, 45));
    const { path, footer, old, graft: plan } = await grafted(graft, table, delta, { dropLast });
    expect(plan.keep).toBe(old.rowGroups[3 - dropLast]?.start);
    await expectRows(path, sampleRows(0, 45), n1);
    const [before, after] = [readFileSync(table), readFileSync(path)];
    for (const [number, group] of old.rowGroups.slice(0, 3 - dropLast).entries()) {
      const were = attachments(old, [group]);
      const are = attachments(footer, [footer.rowGroups[number]!]);
      expect(were.length).toBeGreaterThan(0);
      expect(are.map(({ start, end }) => after.toString('hex', start, end))).toEqual(
        were.map(({ start, end }) => before.toString('hex', start, end)),
      );
    }
    const ordinals = footer.rowGroups.map(({ tree }) => wholeOf(tree, GROUP.ordinal));
    expect(ordinals).toEqual(footer.rowGroups.map((_, index) => (writer === 'pyarrow' ? undefined : index)));
    // The copies of metadata that polars leaves between chunks are dead from the start.
    expect(deadBytes(footer)).toBeLessThanOrEqual(deadBytes(old));
  },
);

test('indexes and bloom filters of hyparquet-writer are carried, and readers use them', async () => {
  const data = Array.from({ length: 40 }, (_, index) => BigInt(index));
  const column = { name: 'n', data, type: 'INT64' as const, columnIndex: true, bloomFilter: true };
  const table = writeBytes(parquetWriteBuffer({ columnData: [column], rowGroupSize: 10, pageSize: 24 }));
  const delta = await writeByDuckDB('SELECT i AS n FROM range(20, 60) t(i)');
  const { path, footer } = await grafted(graft, table, delta, { dropLast: 2 });
  expect(footer.rowGroups.map(({ chunks }) => chunks.flatMap(pageIndexes).length)).toEqual([2, 2, 0]);
  await expectRows(path, 'SELECT i AS n FROM range(60) t(i)', { sql: 'n = 13', column: 'n', value: 13n });
  const probe = await query(`SELECT * FROM parquet_bloom_probe('${path}', 'n', 13)`);
  expect(
    probe.map((row) => (row as { bloom_filter_excludes: boolean }).bloom_filter_excludes).slice(0, 2),
  ).toEqual([true, false]);
});

test('when more groups are dropped than there are, only the first bytes stay', async () => {
  const table = await writeByDuckDB('SELECT i FROM range(10) t(i)');
  const delta = await writeByDuckDB('SELECT i FROM range(20) t(i)');
  const { keep } = graft(await footerOf(table), await footerOf(delta), { dropLast: 9 });
  expect(keep).toBe(4);
});

const columns = [element('n', INT64)];
const bloom = (offset: number): MadeGroup['chunks'][number]['meta'] => [i64(META.bloomOffset, offset)];
const group = (start: number, meta: MadeGroup['chunks'][number]['meta'] = []): MadeGroup => ({
  rows: 5,
  chunks: [{ start, meta }],
});
const index = [i64(CHUNK.offsetIndexOffset, 80), i32(CHUNK.offsetIndexLength, 10)];
const old = (start: number, end: number): unknown => ({ from: 'old', start, end });
const delta = madeFooter(columns, [group(4)]);

test.each<[string, MadeGroup[], number, unknown[]]>([
  ['a few pages of a kept group that lie last are carried', [group(60), group(4)], 4, [old(60, 70)]],
  ['many stay', [{ rows: 5, chunks: [{ start: 60, size: 70_000 }] }, group(4)], 100_000, []],
  [
    'those with a page index stay',
    [{ rows: 5, chunks: [{ start: 60, more: index }] }, group(4)],
    100_000,
    [],
  ],
  ['what lies between the kept and the dropped stays', [group(4), group(60)], 60, []],
  [
    'a bloom filter without length is carried up to the next one',
    [group(4, bloom(70)), group(14, bloom(80))],
    14,
    [old(70, 80)],
  ],
  ['or up to the footer', [group(4, bloom(80)), group(14, bloom(70))], 14, [old(80, 100_000)]],
])('%s', (_, groups, keep, carried) => {
  const table = madeFooter(columns, groups, [], { footerStart: 100_000 });
  const plan = graft(table, delta, { dropLast: 1 });
  expect(plan.keep).toBe(keep);
  expect(plan.tail.slice(1, -1)).toEqual(carried);
});

test('pages that a dropped group shares with a kept one stay where they are', () => {
  const two = [element('a', INT64), element('b', INT64)];
  const sharing = (start: number): MadeGroup => ({ rows: 5, chunks: [{ start }, { start: 60 }] });
  const table = madeFooter(two, [sharing(4), sharing(100)], [], { footerStart: 1000 });
  const added = madeFooter(two, [{ rows: 5, chunks: [{ start: 4 }, { start: 14 }] }]);
  const plan = graft(table, added, { dropLast: 1 });
  expect(plan.keep).toBe(100);
  expect(plan.tail).toHaveLength(2);
});
