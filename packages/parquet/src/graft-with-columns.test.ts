import { expect, test } from 'vitest';
import { deadBytes } from './dead-bytes.ts';
import { FILE, GROUP } from './fields.data.ts';
import { expectRows, grafted, plannedFooter, rowsByHyparquet } from './fixtures/grafted.ts';
import { element, INT64, madeFooter } from './fixtures/made-footer.ts';
import { footerOf, query, writeByDuckDB, writeBytes } from './fixtures/parquet-file.ts';
import { ARROW_RS, POLARS, PYARROW } from './fixtures/samples.data.ts';
import { graft } from './graft.ts';
import { graftWithColumns } from './graft-with-columns.ts';
import { fieldOf, list, structsOf, text } from './thrift/fields.ts';
import { STRUCT } from './thrift/types.data.ts';

const TYPES = [
  'BIGINT',
  'DOUBLE',
  'VARCHAR',
  'BOOLEAN',
  'DATE',
  'TIMESTAMPTZ',
  'DECIMAL(18,4)',
  'DECIMAL(38,4)',
  'UUID',
  'UTINYINT',
];

test('columns of any plain type are added, and the old rows have nulls in them', async () => {
  const table = await writeByDuckDB('SELECT i AS n FROM range(5000) t(i)', 'ROW_GROUP_SIZE 2048');
  const some = TYPES.map(
    (type, index) => `CASE WHEN i % 2 = 0 THEN NULL ELSE ${value(type)} END AS c${index}`,
  ).join(', ');
  const none = TYPES.map((type, index) => `NULL::${type} AS c${index}`).join(', ');
  const delta = await writeByDuckDB(`SELECT i AS n, ${some} FROM range(5000, 5010) t(i)`);
  const { path, footer, graft: plan } = await grafted(graftWithColumns, table, delta);
  const expected = `SELECT i AS n, ${none} FROM range(5000) t(i) UNION ALL SELECT i AS n, ${some} FROM range(5000, 5010) t(i)`;
  await expectRows(path, expected, { sql: 'n = 5003', column: 'n', value: 5003n });
  expect(await query(`SELECT count(*) AS c FROM '${path}' WHERE c1 IS NULL`)).toEqual([{ c: '5005' }]);
  expect(deadBytes(footer)).toBe(0);
  // 2 sizes of groups, and about 40 bytes each.
  const [first] = plan.tail;
  expect(first !== undefined && 'bytes' in first && first.bytes.length < 2 * 50 * TYPES.length).toBe(true);
  for (const { statistic, rows } of footer.rowGroups.slice(0, 3))
    expect(statistic('c0')).toMatchObject({ nulls: rows });
});

function value(type: string): string {
  if (type === 'UUID') return `'00010203-0405-0607-0809-0a0b0c0d0e0f'::UUID`;
  if (type === 'DATE') return `DATE '2026-01-31'`;
  if (type === 'TIMESTAMPTZ') return 'make_timestamptz(i)';
  return `(i % 2)::${type}`;
}

const sampleRows = (from: number, to: number): string =>
  `SELECT 'x' || i AS extra, make_timestamptz(i * 60_000_000) AS time, i AS n, 'n' || i % 3 AS name FROM range(${from}, ${to}) t(i)`;

const samples = { polars: POLARS, pyarrow: PYARROW, 'arrow-rs': ARROW_RS };
const cases = Object.keys(samples).flatMap((writer) =>
  [0, 1, 3].map((dropLast) => [writer as keyof typeof samples, dropLast] as const),
);

test.each(cases)(
  'added to a file of %s from between its columns, with %i groups replaced',
  async (writer, dropLast) => {
    const table = writeBytes(Buffer.from(samples[writer], 'base64'));
    const from = 30 - dropLast * 10;
    const { path, footer } = await grafted(
      graftWithColumns,
      table,
      await writeByDuckDB(sampleRows(from, 45)),
      { dropLast },
    );
    const names = 'time, name, extra, n';
    const old = `SELECT * REPLACE (NULL AS extra, NULL AS n) FROM (${sampleRows(0, from)})`;
    const expected = `SELECT ${names} FROM (${old} UNION ALL ${sampleRows(from, 45)}) ORDER BY time`;
    await expectRows(path, expected, { sql: `name = 'n1'`, column: 'name', value: 'n1' });
    expect(footer.columns.map(({ name }) => name).join(', ')).toBe(names);
    expect(footer.keyValues.has('ARROW:schema')).toBe(false);
    expect(structsOf(footer.tree, FILE.columnOrders)).toHaveLength(4);
  },
);

test('a file with added columns takes more rows, loses groups and grows again', async () => {
  const rows = (columns: string, from: number, to: number): string =>
    `SELECT i AS n, ${columns} FROM range(${from}, ${to}) t(i)`;
  const table = await writeByDuckDB(rows(`'a' AS a`, 0, 5000), 'ROW_GROUP_SIZE 2048');
  const one = await grafted(
    graftWithColumns,
    table,
    await writeByDuckDB(rows(`'a' AS a, i AS b`, 5000, 5100)),
  );
  const two = await grafted(graft, one.path, await writeByDuckDB(rows(`'a' AS a, i AS b`, 5100, 5200)));
  const merged = rows(`'a' AS a, CASE WHEN i >= 5000 THEN i END AS b`, 4096, 5300);
  const three = await grafted(graft, two.path, await writeByDuckDB(merged), { dropLast: 3 });
  const four = await grafted(
    graftWithColumns,
    three.path,
    await writeByDuckDB(rows(`'a' AS a, i AS b, i AS c`, 5300, 5400)),
  );
  const expected = rows(
    `'a' AS a, CASE WHEN i >= 5000 THEN i END AS b, CASE WHEN i >= 5300 THEN i END AS c`,
    0,
    5400,
  );
  expect(await query(`SELECT * FROM '${four.path}'`)).toEqual(await query(expected));
  expect(await rowsByHyparquet(four.path)).toHaveLength(5400);
  // The nulls lay behind a group that was merged, and were carried.
  expect(deadBytes(four.footer)).toBe(0);
  // A group is read by its ranges: the nulls lie far behind its own pages.
  expect(four.footer.rowGroups[0]?.ranges).toHaveLength(2);
});

test('without new columns it is a plain graft', async () => {
  const [table, delta] = [await writeByDuckDB('SELECT 1 AS a'), await writeByDuckDB('SELECT 2 AS a')];
  const plans = [graftWithColumns, graft].map(async (plan) =>
    plan(await footerOf(table), await footerOf(delta)),
  );
  expect(await plans[0]).toEqual(await plans[1]);
});

test.each([
  ['1 AS a, [1] AS b', 'column "b" cannot be added: only optional columns without parts can'],
  ['1 AS a, {x: 1} AS b', 'column "b" cannot be added: only optional columns without parts can'],
  ['2 AS b', 'the new rows have no column "a"'],
  ['1.5::DOUBLE AS a, 2 AS b', 'column "a" is int32 in the table and double in the new rows'],
])('%s is refused', async (sql, message) => {
  const [table, delta] = [
    await footerOf(await writeByDuckDB('SELECT 1 AS a')),
    await footerOf(await writeByDuckDB(`SELECT ${sql}`)),
  ];
  expect(() => graftWithColumns(table, delta)).toThrow(
    expect.objectContaining({ reason: 'unsupported', message }),
  );
});

test('a field added to a struct is refused', async () => {
  const [table, delta] = [
    await footerOf(await writeByDuckDB('SELECT {x: 1} AS a')),
    await footerOf(await writeByDuckDB('SELECT {x: 1, y: 2} AS a')),
  ];
  expect(() => graftWithColumns(table, delta)).toThrow('column "a.y" cannot be added');
});

test('a required column is refused', () => {
  const required = element('b', INT64).map((field) => (field.id === 3 ? { ...field, value: 0 } : field));
  const [table, delta] = [
    madeFooter([element('a', INT64)], []),
    madeFooter([element('a', INT64), required], []),
  ];
  expect(() => graftWithColumns(table, delta)).toThrow('column "b" cannot be added');
});

test('what the new rows are sorted by is given by numbers of columns, and goes when those change', () => {
  const sorting = list(GROUP.sorting, STRUCT, [[text(9, 'x')]]);
  const chunks = [{ start: 4 }, { start: 14 }];
  const [a, b] = [element('a', INT64), element('b', INT64)];
  const table = madeFooter([a], [{ rows: 5, chunks: [{ start: 4 }] }]);
  for (const [columns, isKept] of [
    [[a, b], true],
    [[b, a], false],
  ] as const) {
    const delta = madeFooter(columns, [{ rows: 5, chunks, more: [sorting] }]);
    const [, added] = plannedFooter(graftWithColumns(table, delta)).rowGroups;
    expect(fieldOf(added!.tree, GROUP.sorting) !== undefined).toBe(isKept);
  }
});
