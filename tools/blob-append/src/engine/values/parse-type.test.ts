import { expect, test } from 'vitest';
import { typeText } from './column-type.ts';
import { isSameType } from './is-same-type.ts';
import { parseType } from './parse-type.ts';

test.for([
  ['DOUBLE', 'DOUBLE'],
  ['timestamptz', 'TIMESTAMP WITH TIME ZONE'],
  ['TIMESTAMP WITH TIME ZONE', 'TIMESTAMP WITH TIME ZONE'],
  ['decimal( 18 , 8 )', 'DECIMAL(18,8)'],
  ['numeric(5)', 'DECIMAL(5,0)'],
  ['text', 'VARCHAR'],
  ['BIGINT[]', 'BIGINT[]'],
  ['INTEGER[3][]', 'INTEGER[3][]'],
  ['STRUCT(a INTEGER, "b ""c" VARCHAR[])[]', 'STRUCT("a" INTEGER, "b ""c" VARCHAR[])[]'],
  ['MAP(VARCHAR, STRUCT(x DECIMAL(4,2)))', 'MAP(VARCHAR, STRUCT("x" DECIMAL(4,2)))'],
] as const)('%s is %s', ([text, type]) => {
  const parsed = parseType(text);
  expect(parsed && typeText(parsed)).toBe(type);
});

test.for([
  '',
  'HUGEINT',
  'DECIMAL',
  'DECIMAL(39,0)',
  'DECIMAL(4,5)',
  'STRUCT()',
  'MAP(VARCHAR)',
  'DOUBLE; DROP',
  'INTEGER[',
] as const)('%s is no type of a table', (text) => {
  expect(parseType(text)).toBeUndefined();
});

test('quotes around a name make no other type, its case does', () => {
  expect(isSameType('STRUCT(a INTEGER)', 'STRUCT("a" INTEGER)')).toBe(true);
  expect(isSameType('STRUCT(A INTEGER)', 'STRUCT(a INTEGER)')).toBe(false);
});
