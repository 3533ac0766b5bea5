import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSize, spellSize } from './size.ts';

test.each([
  ['0', 0],
  ['512', 512],
  ['512B', 512],
  ['64KiB', 65_536],
  ['64 kib', undefined],
  ['1kB', 1000],
  ['1KB', 1000],
  ['1.5GiB', 1_610_612_736],
  ['1.1GB', 1_100_000_000],
  ['2 TB', 2_000_000_000_000],
  ['64K', undefined],
  ['1Mb', undefined],
  ['-1', undefined],
  ['9999999TiB', undefined],
  ['', undefined],
  ['B', undefined],
])('%j is %j bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each([
  [0, '0B'],
  [1234, '1234B'],
  [1000, '1kB'],
  [65_536, '64KiB'],
  [1_000_000_000, '1GB'],
])('%j bytes are spelled %j', (bytes, text) => {
  expect(spellSize(bytes)).toBe(text);
});

test('what is spelled is read back exactly', () => {
  const factor = fc.constantFrom(1, 1000, 1024, 1000 ** 2, 1024 ** 2, 1000 ** 3, 1024 ** 3);
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), factor, (amount, factor) => {
      expect(parseSize(spellSize(amount * factor))).toBe(amount * factor);
    }),
  );
});
