import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareValues, type Value } from './value.ts';

test.each<[Value, Value]>([
  [1, 2],
  [-5n, 3n],
  [2n ** 60n, 2n ** 60n + 1n],
  [1n, 1.5],
  [2 ** 53, 2n ** 53n + 1n],
  [false, true],
  ['', 'a'],
  ['Z', 'a'],
  ['a', 'aa'],
  ['\uFF5E', '\u{1F600}'],
  [Uint8Array.of(1, 255), Uint8Array.of(2)],
  [Uint8Array.of(127), Uint8Array.of(128)],
  ['a', Uint8Array.of(0x61, 0xff)],
  [Infinity, Number.NaN],
])('%s comes before %s', (a, b) => {
  expect(compareValues(a, b)).toBeLessThan(0);
  expect(compareValues(b, a)).toBeGreaterThan(0);
});

test.each<[Value, Value]>([
  [1, 1n],
  [0, -0],
  [Number.NaN, Number.NaN],
  ['ä', new TextEncoder().encode('ä')],
])('%s and %s are equal', (a, b) => {
  expect(compareValues(a, b)).toBe(0);
});

test('text has the order of its code points', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const points = (text: string): string =>
        Array.from(text, (char) => char.codePointAt(0)!.toString(16).padStart(6, '0')).join();
      const expected = points(a) < points(b) ? -1 : Number(points(a) > points(b));
      expect(Math.sign(compareValues(a, b))).toBe(expected);
    }),
  );
});

test('text and numbers have no order', () => {
  expect(() => compareValues('1', 1)).toThrow('have no order');
});
