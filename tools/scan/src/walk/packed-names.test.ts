import { expect, test } from 'vitest';
import { packNames } from './packed-names.ts';

test.each([0, 1, 9999, 10_000, 12_345])('%d names are the same after packing', (length) => {
  const names = Array.from({ length }, (_, number) => `n\xe9${number}\xff`);
  const packed = packNames([...names]);
  expect(packed.length).toBe(length);
  expect(packed.slice(0, length)).toEqual(names);
  expect(packed.slice(length - 3, length + 10)).toEqual(names.slice(length - 3));
  expect(packed.at(0)).toBe(names[0]);
  expect(packed.at(length - 1)).toBe(names.at(length - 1));
  expect(packed.at(length)).toBeUndefined();
});
