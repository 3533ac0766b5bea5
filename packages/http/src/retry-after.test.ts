import { expect, test } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const now = Date.parse('2026-01-01T00:00:00Z');

test.each([
  ['0', 0],
  [' 120 ', 120],
  ['Thu, 01 Jan 2026 00:00:30 GMT', 30],
  ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
  ['-1', undefined],
  ['2026', 2026],
  ['soon', undefined],
  ['Thu, 99 Jan', undefined],
  ['1.5', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j is %j', (header, seconds) => {
  expect(readRetryAfter(header, now)).toBe(seconds);
});
