import { expect, test } from 'vitest';
import { nameForDisplay, nameHex, nameText, skippedByName, sortNames } from './names.ts';

test.each([
  ['plain.txt', 'plain.txt'],
  ['caf\xc3\xa9', 'café'],
  ['caf\xe9', undefined],
  ['half\xf0\x9f\x98', undefined],
  ['\xf0\x9f\x98\x80', '\u{1F600}'],
  // The bytes of a surrogate half, which no UTF-8 may have.
  ['\xed\xa0\x80', undefined],
])('the bytes %j are the text %j', (raw, text) => {
  expect(nameText(raw)).toBe(text);
});

test('bytes that are no text can be shown, and are given in hexadecimal', () => {
  expect(nameForDisplay('caf\xe9')).toBe('caf\uFFFD');
  expect(nameHex('caf\xe9')).toBe('636166e9');
});

test.each([
  ['data.txt', false, undefined],
  ['.dot', false, 'hidden'],
  ['.dot', true, undefined],
  ['.nfs00000000deadbeef', false, 'inUse'],
  ['.nfs00000000deadbeef', true, 'inUse'],
  ['.snapshot', true, 'snapshot'],
  ['.snapshots', true, undefined],
] as const)('%s, with hidden names %s, is left out as %s', (raw, hidden, why) => {
  expect(skippedByName(raw, hidden)).toBe(why);
});

test('names are sorted by their bytes', () => {
  expect(sortNames(['b', '\xff', 'a', 'B', '\xc3\xa9'])).toEqual(['B', 'a', 'b', '\xc3\xa9', '\xff']);
});
