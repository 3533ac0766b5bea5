import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inJson } from './in-json.ts';

test.for([
  'plain.txt',
  'with "quotes"',
  'back\\slash',
  'line\nend',
  'tab\t\u0000\u001F\u007F',
  'Ürümqi é é',
  '😀',
  '\u2028\uFEFF',
  '',
])('%j reads as it was', (text) => {
  expect(JSON.parse(`"${inJson(text)}"`)).toBe(text);
});

test('any name reads as it was, in well-formed text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = inJson(text);
      expect(JSON.parse(`"${json}"`)).toBe(text);
      expect(json.isWellFormed()).toBe(true);
      expect(json).not.toMatch(/\n/);
    }),
  );
});
