import { expect, test } from 'vitest';
import { formatCount, formatSeconds, formatSize } from './units.ts';

test.for([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [12_345, '12.3 kB'],
  [999_499, '999 kB'],
  [999_500, '1.00 MB'],
  [1_250_000_000, '1.25 GB'],
  [5e15, '5.00 PB'],
  [5e18, '5.00e+3 PB'],
] as const)('%d bytes', ([bytes, shown]) => expect(formatSize(bytes)).toBe(shown));

test.for([
  [0, '0.0 s'],
  [1.25, '1.3 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [42, '42 s'],
  [59.6, '1 min 0 s'],
  [200, '3 min 20 s'],
  [7500, '2 h 5 min'],
  [3599.7, '1 h 0 min'],
  [277_200, '3 d 5 h'],
] as const)('%d seconds', ([seconds, shown]) => expect(formatSeconds(seconds)).toBe(shown));

test.for([
  [0, '0'],
  [999, '999'],
  [1204, '1,204'],
  [1_000_000, '1,000,000'],
] as const)('a count of %d', ([count, shown]) => expect(formatCount(count)).toBe(shown));
