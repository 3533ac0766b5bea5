import { expect, test } from 'vitest';
import { topMembers, valueText } from './top-members.ts';

test('names, values and where they stand', () => {
  const text = ' {"a" : [1, {"b":","}] ,"c\\"d":"x:y", "e":{}}';
  const found = [...topMembers(text)].map(({ name, start, value, end }) => [
    name,
    text.slice(start, end),
    text.slice(value, end),
  ]);
  expect(found).toEqual([
    ['a', '"a" : [1, {"b":","}] ', ' [1, {"b":","}] '],
    ['c"d', '"c\\"d":"x:y"', '"x:y"'],
    ['e', '"e":{}', '{}'],
  ]);
});

test.for([
  ['{"row": {"n": 12345678901234567890} , "error":{}}', '{"n": 12345678901234567890}'],
  ['{"row":1,"row":"2"}', '"2"'],
  ['{"rows":1,"a":{"row":2}}', undefined],
] as const)('the value of row in %s', ([text, value]) => {
  expect(valueText(text, 'row')).toBe(value);
});
