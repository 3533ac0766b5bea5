import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkFooter } from './check-footer.ts';
import { columnRange } from './column-range.ts';
import { element, INT64, madeFile, madeFooter } from './fixtures/made-footer.ts';
import { footerIn, footerOf, writeByDuckDB } from './fixtures/parquet-file.ts';
import { ARROW_RS, PYARROW } from './fixtures/samples.data.ts';
import { graft } from './graft.ts';
import { ParquetError } from './parquet-error.ts';
import { readFooter } from './read-footer.ts';
import { encodeStruct } from './thrift/encode.ts';
import { i64, struct } from './thrift/fields.ts';

const SQL = `SELECT i AS n, i / 2 AS half, 'name ' || i % 7 AS name FROM range(5000) t(i)`;

test('says what is in the file', async () => {
  const footer = await footerOf(
    await writeByDuckDB(SQL, `ROW_GROUP_SIZE 2048, KV_METADATA {a: 'b', c: 'ö'}`),
  );
  expect(footer).toMatchObject({ rows: 5000, createdBy: expect.stringContaining('DuckDB') });
  expect(footer.columns.map(({ name }) => name)).toEqual(['n', 'half', 'name']);
  expect(footer.rowGroups.map(({ rows }) => rows)).toEqual([2048, 2048, 904]);
  expect([...footer.keyValues]).toEqual([
    ['a', 'b'],
    ['c', 'ö'],
  ]);
  expect(footer.rowGroups[0]?.start).toBe(4);
  expect(footer.rowGroups[0]?.end).toBe(footer.rowGroups[1]?.start);
  for (const { ranges, start, end, compressedSize } of footer.rowGroups) {
    expect(ranges).toEqual([{ start, end }]);
    expect(compressedSize).toBe(end - start);
  }
});

test.each([
  ['no rows', `${SQL} LIMIT 0`, 0],
  ['one row', `${SQL} LIMIT 1`, 1],
])('a file of %s', async (_, sql, rows) => {
  const footer = await footerOf(await writeByDuckDB(sql));
  expect(footer.rows).toBe(rows);
  expect(footer.columns).toHaveLength(3);
  expect(checkFooter(footer)).toEqual([]);
});

test('a footer without row groups or columns', () => {
  expect(madeFooter([], [])).toMatchObject({ rows: 0, columns: [], rowGroups: [] });
  expect(madeFooter([], [{ rows: 3, chunks: [] }])).toMatchObject({ rows: 3, columns: [] });
});

test('more rows than 32 bits hold', () => {
  const footer = madeFooter([element('n', INT64)], [{ rows: 2 ** 40, chunks: [{}] }]);
  expect(footer.rows).toBe(2 ** 40);
});

test('a small footer is one read, a large one two, and bytes at hand are not read again', async () => {
  const footers = { small: await writeByDuckDB(SQL), large: await writeByDuckDB(wide(600)) };
  const reads = async (path: string, tailBytes: number): Promise<[number, number][]> => {
    const bytes = readFileSync(path);
    const made: [number, number][] = [];
    const tail = bytes.subarray(bytes.length - tailBytes);
    const footer = await readFooter(
      bytes.length,
      async (start, end) => {
        made.push([start, end]);
        return bytes.subarray(start, end);
      },
      tailBytes === 0 ? {} : { tail },
    );
    expect(checkFooter(footer)).toEqual([]);
    return made;
  };
  const { size, footerStart } = await footerOf(footers.large);
  expect(size - footerStart).toBeGreaterThan(65_536);
  const smallSize = readFileSync(footers.small).length;
  expect(await reads(footers.small, 0)).toEqual([[Math.max(0, smallSize - 65_536), smallSize]]);
  expect(await reads(footers.small, smallSize)).toEqual([]);
  expect(await reads(footers.small, 3)).toHaveLength(1);
  expect(await reads(footers.large, 0)).toEqual([
    [size - 65_536, size],
    [footerStart, size - 65_536],
  ]);
  expect(await reads(footers.large, 1000)).toEqual([[footerStart, size - 1000]]);
  expect(await reads(footers.large, size - footerStart)).toEqual([]);
});

function wide(columns: number): string {
  return `SELECT ${Array.from({ length: columns }, (_, index) => `i AS column_number_${index}`).join()} FROM range(1) t(i)`;
}

const trailer = (length: number, magic = 'PAR1'): Buffer => {
  const bytes = Buffer.from(`????${magic}`, 'latin1');
  bytes.writeUInt32LE(length);
  return bytes;
};

const whole = encodeStruct(madeFile([], []));

test.each([
  ['nothing', Buffer.alloc(0), 'notParquet'],
  ['PAR1 twice', Buffer.from('PAR1PAR1'), 'notParquet'],
  ['text', Buffer.from('time,price\n2026-01-01,1\n'), 'notParquet'],
  ['an encrypted footer', Buffer.concat([Buffer.from('PARE0123456789'), trailer(10, 'PARE')]), 'encrypted'],
  ['a footer of no bytes', Buffer.concat([Buffer.from('PAR1'), trailer(0)]), 'corrupt'],
  ['a footer longer than the file', Buffer.concat([Buffer.from('PAR10000'), trailer(9)]), 'corrupt'],
  ['a footer of 4 GB', Buffer.concat([Buffer.from('PAR10000'), trailer(0xffff_ffff)]), 'corrupt'],
  ['a footer where the magic bytes should be', Buffer.concat([whole, trailer(whole.length)]), 'corrupt'],
  [
    'a footer of garbage',
    Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(50, 0xff), trailer(50)]),
    'corrupt',
  ],
])('%s is refused', async (_, bytes, reason) => {
  await expect(footerIn(bytes)).rejects.toMatchObject({ name: 'ParquetError', reason });
});

test('a read that gives too little is refused', async () => {
  await expect(readFooter(1000, async () => Buffer.from('PAR1'))).rejects.toMatchObject({
    reason: 'corrupt',
  });
});

test('encrypted columns and a signed footer are refused', () => {
  const columns = [element('n', INT64)];
  const signed = (): unknown => madeFooter(columns, [], [struct(8, [struct(1, [])])]);
  expect(signed).toThrow(expect.objectContaining({ reason: 'encrypted' }));
  const encrypted = (): unknown =>
    madeFooter(columns, [{ rows: 1, chunks: [{ more: [struct(8, [struct(1, [])])] }] }]);
  expect(encrypted).toThrow(expect.objectContaining({ reason: 'encrypted' }));
});

test.each([
  ['less than 0', [i64(3, -1)]],
  ['beyond 2^53', [{ id: 3, type: 6, value: 2n ** 60n }]],
])('a number of rows %s is refused', (_, more) => {
  expect(() => madeFooter([], [], more)).toThrow(expect.objectContaining({ reason: 'corrupt' }));
});

test.each([
  ['a negative size', { meta: [i64(7, -5)] }],
  ['a negative offset', { meta: [i64(9, -5)] }],
  ['a struct for a number', { meta: [struct(9, [])] }],
])('%s of a column is refused', (_, chunk) => {
  const made = (): unknown => madeFooter([element('n', INT64)], [{ rows: 1, chunks: [chunk] }]);
  expect(made).toThrow(expect.objectContaining({ reason: 'corrupt' }));
});

test('a row group with another number of columns than the schema is refused', () => {
  expect(() => madeFooter([element('n', INT64)], [{ rows: 1, chunks: [] }])).toThrow(
    'has 0 columns, the schema has 1',
  );
});

async function use(file: Buffer): Promise<void> {
  const footer = await readFooter(file.length, async (start, end) => {
    if (start < 0 || end > file.length || start >= end) throw new RangeError(`${start} to ${end}`);
    return file.subarray(start, end);
  });
  for (const { name } of footer.columns) columnRange(footer, name);
  checkFooter(footer);
  graft(footer, footer, { dropLast: 1 });
}

test('whatever a damaged file holds, it is refused or read, and no read goes beyond its ends', async () => {
  const samples = [PYARROW, ARROW_RS].map((sample) => Buffer.from(sample, 'base64'));
  const damage = fc.tuple(
    fc.nat(1),
    fc.array(fc.tuple(fc.nat(1500), fc.nat(255)), { minLength: 1, maxLength: 5 }),
    fc.nat(20),
  );
  await fc.assert(
    fc.asyncProperty(damage, async ([which, changes, cut]) => {
      const bytes = Buffer.from(samples[which]!);
      for (const [fromEnd, byte] of changes) bytes[bytes.length - 1 - (fromEnd % bytes.length)] = byte;
      const file = cut < 10 ? bytes : Buffer.concat([bytes.subarray(cut - 10, -8), bytes.subarray(-8)]);
      const outcome = await use(file).catch((error: unknown) => error);
      expect(outcome === undefined || outcome instanceof ParquetError, String(outcome)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('a footer is encoded again byte for byte', async () => {
  const made = await writeByDuckDB(
    `SELECT *, [n, n + 1] AS list, {a: n, b: 'x'} AS struct FROM (${SQL})`,
    'ROW_GROUP_SIZE 2048',
  );
  for (const bytes of [readFileSync(made), Buffer.from(PYARROW, 'base64'), Buffer.from(ARROW_RS, 'base64')]) {
    const { tree, footerStart } = await footerIn(bytes);
    expect(Buffer.compare(encodeStruct(tree), bytes.subarray(footerStart, -8))).toBe(0);
  }
});

test('fields that nobody knows survive', () => {
  const unknown = [i64(1000, 7), struct(1001, [i64(3, 4)])];
  const elements = [element('n', INT64, i64(900, 1))];
  const groups = [{ rows: 1, chunks: [{ meta: unknown, more: unknown }], more: unknown }];
  const encoded = encodeStruct(madeFile(elements, groups, unknown));
  expect(Buffer.compare(encodeStruct(madeFooter(elements, groups, unknown).tree), encoded)).toBe(0);
});
