import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration, spellDuration } from './duration.ts';

test.each([
  ['30s', 30],
  ['30 s', 30],
  ['500ms', 0.5],
  ['1001ms', 1.001],
  ['5m', 300],
  ['1.5h', 5400],
  ['7d', 604_800],
  ['0', 0],
  ['12', 12],
  ['0.25', 0.25],
  ['', undefined],
  ['soon', undefined],
  ['-1s', undefined],
  ['1h30m', undefined],
  ['1e3s', undefined],
  ['5 min', undefined],
  ['s', undefined],
])('%j is %j seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  [0, '0s'],
  [0.25, '250ms'],
  [1.5, '1.5s'],
  [90, '90s'],
  [60, '1m'],
  [3600, '1h'],
  [172_800, '2d'],
])('%j seconds are spelled %j', (seconds, text) => {
  expect(spellDuration(seconds)).toBe(text);
});

test('what is spelled is read back exactly', () => {
  fc.assert(
    fc.property(fc.nat({ max: 4_000_000_000_000 }), (milliseconds) => {
      const seconds = milliseconds / 1000;
      expect(parseDuration(spellDuration(seconds))).toBe(seconds);
    }),
  );
});
