import { expect, test } from 'vitest';
import { suggestColumns } from './suggest-columns.ts';

const types = (...rows: readonly string[]): Record<string, string> =>
  Object.fromEntries(suggestColumns(rows).map(({ name, type }) => [name, type]));

test.for([
  ['whole numbers', ['1', '-9223372036854775808'], 'BIGINT'],
  ['a fraction among whole numbers', ['1', '2.5'], 'DOUBLE'],
  ['numbers that are written with a fraction', ['1.0', '2.0'], 'DOUBLE'],
  ['a number beyond 64 bits among fractions', ['1e30', '123456789012345678901234567890'], 'DOUBLE'],
  ['truth', ['true', 'null', 'false'], 'BOOLEAN'],
  [
    'times in UTC',
    ['"2026-01-31T12:00:00Z"', '"2026-01-31T12:00:00.123456+00:00"'],
    'TIMESTAMP WITH TIME ZONE',
  ],
  ['one time that is local', ['"2026-01-31T12:00:00Z"', '"2026-01-31T12:00:00"'], 'VARCHAR'],
  ['local times', ['"2026-01-31 12:00"'], 'VARCHAR'],
  ['dates', ['"2026-01-31"', '"2026-02-01"'], 'DATE'],
  ['a date among times', ['"2026-01-31"', '"2026-01-31T12:00:00Z"'], 'VARCHAR'],
  ['numbers as text', ['"1"', '"2"'], 'VARCHAR'],
  ['lists', ['[]', '[1,null]', '[2.5]'], 'DOUBLE[]'],
  ['objects', ['{"a":null,"b":[{"c":true}]}', '{"a":1}'], 'STRUCT("a" BIGINT, "b" STRUCT("c" BOOLEAN)[])'],
] as const)('%s', ([, values, type]) => {
  expect(types(...values.map((value) => `{"x":${value}}`))).toEqual({ x: type });
});

test('columns come in the order in which they appear first', () => {
  expect(suggestColumns(['{"b":1}', '{"a":1,"b":2}', '{"2":1,"1":1}']).map(({ name }) => name)).toEqual([
    'b',
    'a',
    '2',
    '1',
  ]);
});

test.for([
  [['{"x":1}', '{"x":"a"}'], 'row 2: column "x" is text, and was a number before'],
  [['{"x":[1]}', '{"x":[[1]]}'], 'row 2: column "x"[] is a list, and was a number before'],
  [['{"x":{"a":1}}', '{"x":{"a":true}}'], 'row 2: column "x".a is true or false, and was a number before'],
  [['{"x":1}', '{"x":9223372036854775808}'], 'row 2: column "x": 9223372036854775808 is outside of BIGINT'],
  [['{"x":null}'], 'column "x" has no value in any row'],
  [['{"x":[]}'], 'column "x"[] has no value in any row'],
  [['{"x":{}}'], 'column "x" has no value in any row'],
] as const)('%j is refused: %s', ([rows, message]) => {
  expect(() => suggestColumns(rows)).toThrow(message);
});

test('a type that is said is taken, and one that is none is not', () => {
  const rows = ['{"x":1,"y":null}'];
  const said = suggestColumns(rows, { x: 'decimal(18,8)', y: 'timestamptz' });
  expect(said.map(({ type }) => type)).toEqual(['DECIMAL(18,8)', 'TIMESTAMP WITH TIME ZONE']);
  expect(() => suggestColumns(rows, { y: 'hugeint' })).toThrow('column "y": "hugeint" is no type');
});

test('a row that will be rejected says nothing about the columns', () => {
  expect(types('{"x":1}', '{"x":"a","x":2}', '[1]', 'x', '{"X":"a"}')).toEqual({ x: 'BIGINT' });
});
