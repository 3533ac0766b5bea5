import { expect, test } from 'vitest';
import { ELEMENT } from './fields.data.ts';
import { BYTE_ARRAY, element, FIXED, groupElement, INT64, madeFooter } from './fixtures/made-footer.ts';
import { footerOf, writeByDuckDB } from './fixtures/parquet-file.ts';
import { i32, list, struct, text } from './thrift/fields.ts';
import type { Field } from './thrift/thrift.ts';
import { STRUCT } from './thrift/types.data.ts';

test('the leaves of nested columns have the path, and know whether they are optional or repeated', async () => {
  const path = await writeByDuckDB(`SELECT 1 AS n, [1, 2] AS l, {a: 1, b: ['x']} AS s, MAP {'k': 1} AS m`);
  const { columns } = await footerOf(path);
  expect(columns.map(({ name, repeated, topLevel }) => [name, repeated, topLevel])).toEqual([
    ['n', false, true],
    ['l.list.element', true, false],
    ['s.a', false, false],
    ['s.b.list.element', true, false],
    ['m.key_value.key', true, false],
    ['m.key_value.value', true, false],
  ]);
  expect(columns.every(({ optional }) => optional)).toBe(true);
});

const required = i32(ELEMENT.repetition, 0);

test('a required column is not optional, unless what it is part of is', () => {
  const leaf = element('leaf', INT64).with(1, required);
  expect(madeFooter([leaf], []).columns[0]).toMatchObject({ optional: false, name: 'leaf' });
  expect(madeFooter(groupElement('g', [leaf]), [], [], { top: 1 }).columns[0]).toMatchObject({
    optional: true,
    name: 'g.leaf',
  });
});

const annotated = (annotation: Field): unknown =>
  madeFooter([element('c', BYTE_ARRAY, annotation)], []).columns[0]?.logical;

test.each<[string, Field, unknown]>([
  [
    'an annotation from the future',
    struct(ELEMENT.logical, [struct(99, [i32(1, 3)])]),
    { kind: 'other', id: 99, annotation: '150600' },
  ],
  [
    'an older one from the future',
    i32(ELEMENT.converted, 99),
    { kind: 'other', id: -1, annotation: 'converted 99' },
  ],
  ['an annotation that says nothing', struct(ELEMENT.logical, []), { kind: 'none' }],
])('%s is kept as it stands', (_, annotation, logical) => {
  expect(annotated(annotation)).toEqual(logical);
});

const timestamp = (unit: number): Field =>
  struct(ELEMENT.logical, [struct(8, [struct(2, [struct(unit, [])])])]);

test('the newer annotation goes before the older one', () => {
  const both = madeFooter([element('c', INT64, i32(ELEMENT.converted, 10), timestamp(1))], []);
  expect(both.columns[0]?.logical).toEqual({ kind: 'timestamp', unit: 'millis', utc: false });
});

test.each<[string, () => unknown]>([
  ['no schema', () => madeFooter([], [], [list(2, STRUCT, [])])],
  ['a group that ends too early', () => madeFooter(groupElement('g', []), [], [], { top: 2 })],
  [
    'elements that belong nowhere',
    () => madeFooter([element('a', INT64), element('b', INT64)], [], [], { top: 1 }),
  ],
  ['an unknown physical type', () => madeFooter([element('a', 99)], [])],
  ['an unknown repetition', () => madeFooter([element('a', INT64).with(1, i32(ELEMENT.repetition, 9))], [])],
  ['fixed bytes without a length', () => madeFooter([element('a', FIXED)], [])],
  ['a timestamp in an unknown unit', () => madeFooter([element('a', INT64, timestamp(9))], [])],
  [
    'a group in a group without end',
    () => {
      const group = [text(ELEMENT.name, 'g'), i32(ELEMENT.children, 1)];
      return madeFooter(
        Array.from({ length: 50_000 }, () => group),
        [],
        [],
        { top: 1 },
      );
    },
  ],
])('%s is corrupt', (_, made) => {
  expect(made).toThrow(expect.objectContaining({ reason: 'corrupt' }));
});
