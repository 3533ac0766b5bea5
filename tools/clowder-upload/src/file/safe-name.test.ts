import { expect, test } from 'vitest';
import { safeName } from './safe-name.ts';
import { unsafeNames } from '../server/unsafe-names.data.ts';

test.each([
  ['plain.txt', 'plain.txt'],
  ['with space & ü 日本;=(1).txt', 'with space & ü 日本;=(1).txt'],
  ['100%.txt', '100%.txt'],
  ['2026-01-01T10:00.csv', '2026-01-01T10%3A00.csv'],
  ['50%:50.csv', '50%25%3A50.csv'],
  ['a"b\\c', 'a%22b%5Cc'],
  ['tab\tand\nline', 'tab%09and%0Aline'],
  ['next\u0085line', 'next%C2%85line'],
  ['  both ends ', '%20%20both ends%20'],
  ['flag__picture.ptm', 'flag%5F_picture.ptm'],
  ['a___b.PTM', 'a%5F%5F_b.PTM'],
  ['a__b.txt', 'a__b.txt'],
])('for Clowder 1 %j is %j', (name, expected) => {
  expect(safeName(name, unsafeNames.v1.file)).toBe(expected);
});

test.each([
  ['a:b__c.ptm', 'a:b__c.ptm'],
  [' blank ', ' blank '],
  ['a"b\\c\r', 'a%22b%5Cc%0D'],
])('for Clowder 2 %j is %j', (name, expected) => {
  expect(safeName(name, unsafeNames.v2.file)).toBe(expected);
});

test.each([
  [' a: "b" ', '%20a: "b"%20'],
  ['plain', 'plain'],
])('the folder %j is %j in Clowder 1', (name, expected) => {
  expect(safeName(name, unsafeNames.v1.folder)).toBe(expected);
});

test('different names stay different', () => {
  const names = ['a:b%', 'a%3Ab%', 'a%3Ab%25', 'a:b%25', 'a"b%', 'ab'];
  const encoded = names.map((name) => safeName(name, unsafeNames.v1.file));
  // "a%3Ab%25" as a name of its own is what "a:b%" becomes: that is a name clash, and refused.
  expect(new Set(encoded).size).toBe(names.length - 1);
});
