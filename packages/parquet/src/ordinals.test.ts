import { expect, test } from 'vitest';
import { withOrdinals } from './ordinals.ts';
import { i16, wholeOf } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';

const plain: Struct = [];
const numbered = (ordinal: number): Struct => [i16(7, ordinal)];

const ordinals = (groups: readonly Struct[], before: readonly Struct[]): (number | undefined)[] =>
  withOrdinals(groups, before).map((group) => wholeOf(group, 7));

test.each<[string, Struct[], Struct[], (number | undefined)[]]>([
  ['all are numbered when the table has numbers', [numbered(0), plain], [numbered(0)], [0, 1]],
  ['none is when it has none', [plain, numbered(0)], [plain], [undefined, undefined]],
  [
    'none is when it has some',
    [numbered(0), plain, plain],
    [numbered(0), plain],
    [undefined, undefined, undefined],
  ],
  ['a table that lost all its groups keeps its way', [plain, plain], [numbered(0)], [0, 1]],
  ['an empty table takes them as they come', [numbered(0), numbered(1)], [], [0, 1]],
  ['and not when only some have one', [numbered(0), plain], [], [undefined, undefined]],
])('%s', (_, groups, before, expected) => {
  expect(ordinals(groups, before)).toEqual(expected);
});

test('more than an i16 can count are not numbered', () => {
  const groups = (count: number): Struct[] =>
    Array.from({ length: count }, (_, index) => numbered(index % 30_000));
  expect(ordinals(groups(32_768), groups(1)).at(-1)).toBe(32_767);
  expect(ordinals(groups(32_769), groups(1)).every((ordinal) => ordinal === undefined)).toBe(true);
});
