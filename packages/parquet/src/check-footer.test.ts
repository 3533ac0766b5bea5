import { expect, test } from 'vitest';
import { checkFooter } from './check-footer.ts';
import { deadBytes } from './dead-bytes.ts';
import { element, INT64, madeFooter, type MadeGroup } from './fixtures/made-footer.ts';
import { footerIn } from './fixtures/parquet-file.ts';
import { ARROW_RS, DECIMAL, POLARS, PYARROW } from './fixtures/samples.data.ts';
import { i16, i32, i64, text } from './thrift/fields.ts';

const columns = [element('a', INT64), element('b', INT64)];
const group = (rows: number, at: number, size = 10): MadeGroup => ({
  rows,
  chunks: [
    { start: at, size },
    { start: at + size, size },
  ],
});
const ordinal = [i16(7, 0)];

test.each<[string, MadeGroup[], string[]]>([
  ['groups one after the other', [group(5, 4), group(5, 24)], []],
  ['groups in another order, with gaps', [group(5, 500), group(5, 4)], []],
  [
    'a page index and a bloom filter',
    [
      {
        rows: 5,
        chunks: [{ more: [i64(4, 50), i32(5, 10)] }, { start: 14, meta: [i64(14, 60), i32(15, 9)] }],
      },
    ],
    [],
  ],
  ['a chunk that two groups share', [group(5, 4), { rows: 5, chunks: [{ start: 40 }, { start: 14 }] }], []],
  ['a chunk beyond the data', [group(5, 985)], ['bytes 995 to 1005 go beyond the data, which ends at 1000']],
  [
    'a chunk over the magic bytes',
    [{ rows: 5, chunks: [{ start: 3 }, { start: 20 }] }],
    ['bytes 3 to 13 overlap bytes 0 to 4'],
  ],
  [
    'chunks that overlap',
    [{ rows: 5, chunks: [{ start: 4 }, { start: 13 }] }],
    ['bytes 13 to 23 overlap bytes 4 to 14'],
  ],
  [
    'a chunk within a chunk',
    [{ rows: 5, chunks: [{ start: 4, size: 90 }, { start: 13 }] }],
    ['bytes 13 to 23 overlap bytes 4 to 94'],
  ],
  [
    'an index over pages',
    [{ rows: 5, chunks: [{ more: [i64(4, 15), i32(5, 10)] }, { start: 14 }] }],
    ['bytes 15 to 25 overlap bytes 14 to 24'],
  ],
  [
    'a chunk that calls itself otherwise',
    [{ rows: 5, chunks: [{ path: ['x'] }, { start: 20 }] }],
    ['column "a" of row group 0 calls itself "x"'],
  ],
  [
    'a chunk of fewer values',
    [{ rows: 5, chunks: [{ values: 4 }, { start: 20 }] }],
    ['column "a" of row group 0 has 4 values, the row group 5 rows'],
  ],
  [
    'a chunk in another file',
    [{ rows: 5, chunks: [{ more: [text(1, 'x.parquet')] }, { start: 20 }] }],
    ['column "a" of row group 0 is in another file'],
  ],
  ['some ordinals', [{ ...group(5, 4), more: ordinal }, group(5, 24)], ['1 of 2 row groups have an ordinal']],
])('%s', (_, groups, problems) => {
  expect(checkFooter(madeFooter(columns, groups))).toEqual(problems);
});

test('rows that do not add up', () => {
  const footer = madeFooter(columns, [group(5, 4)], [i64(3, 6)]);
  expect(checkFooter(footer)).toEqual(['the row groups have 5 rows together, the file says 6']);
});

test.each([
  ['polars', POLARS, 293],
  ['pyarrow', PYARROW, 0],
  ['arrow-rs', ARROW_RS, 0],
  ['a file of one group', DECIMAL, 0],
])('%s writes sound footers', async (_, sample, dead) => {
  const footer = await footerIn(Buffer.from(sample, 'base64'));
  expect(checkFooter(footer)).toEqual([]);
  expect(deadBytes(footer)).toBe(dead);
});

test('bytes are dead when nothing points to them', () => {
  const shared: MadeGroup = { rows: 5, chunks: [{ start: 40 }, { start: 14 }] };
  const footer = madeFooter(columns, [group(5, 4), shared], [], { footerStart: 100 });
  expect(deadBytes(footer)).toBe(100 - 4 - 20 - 10);
  expect(deadBytes(madeFooter([], [], [], { footerStart: 4 }))).toBe(0);
});

test('a bloom filter that does not give its length ends where the next thing begins', () => {
  const bloom = (more: readonly MadeGroup[]): MadeGroup[] => [
    { rows: 5, chunks: [{ meta: [i64(14, 50)] }, { start: 14 }] },
    ...more,
  ];
  expect(deadBytes(madeFooter(columns, bloom([]), [], { footerStart: 100 }))).toBe(100 - 4 - 20 - 50);
  expect(deadBytes(madeFooter(columns, bloom([group(5, 70)]), [], { footerStart: 100 }))).toBe(
    100 - 4 - 20 - 20 - 20,
  );
});
