import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoTime } from './iso-time.ts';

test('is what Date says, for every time that a file can have', () => {
  const time = fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true });
  fc.assert(
    fc.property(time, (milliseconds) => {
      expect(isoTime(milliseconds)).toBe(new Date(Math.floor(milliseconds)).toISOString());
    }),
    {
      examples: [
        [0],
        [-1],
        [-0.5],
        [951_782_400_000],
        [1_779_500_000_250.75],
        [253_402_300_800_000],
        [-8.64e15],
      ],
    },
  );
});

test.each([
  [1e17, '+275760-09-13T00:00:00.000Z'],
  [-1e17, '-271821-04-20T00:00:00.000Z'],
])('a time that is beyond every Date, %d ms, is the last or the first of them', (milliseconds, expected) => {
  expect(isoTime(milliseconds)).toBe(expected);
});
