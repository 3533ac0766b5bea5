import { expect, test } from 'vitest';
import { isProblem, type Problem } from './parse-json.ts';
import { isInstant } from './time-text.ts';
import { scalarText } from './scalar-text.ts';

const said = (text: string | Problem): string => (isProblem(text) ? text.problem : text);
const instant = 'TIMESTAMP WITH TIME ZONE';

test.for([
  [instant, '2026-01-31T12:00:00Z', '2026-01-31 12:00:00+00:00'],
  [instant, '2026-01-31 12:00Z', '2026-01-31 12:00:00+00:00'],
  [instant, '2026-01-31T12:00:00.123456000+0530', '2026-01-31 12:00:00.123456+05:30'],
  [instant, '2026-01-31T12:00:00-08', '2026-01-31 12:00:00-08:00'],
  ['TIMESTAMP', '2024-02-29T23:59:59.5', '2024-02-29 23:59:59.5'],
  ['TIMESTAMP_MS', '2026-01-31T12:00:00.123', '2026-01-31 12:00:00.123'],
  ['TIMESTAMP_NS', '2026-01-31T12:00:00.123456789', '2026-01-31 12:00:00.123456789'],
  ['TIME', '12:30', '12:30:00'],
  ['TIME WITH TIME ZONE', '12:30:00Z', '12:30:00+00:00'],
  ['DATE', '2026-01-31', '2026-01-31'],
] as const)('%s takes %s as %s', ([type, text, taken]) => {
  expect(said(scalarText(type, text))).toBe(taken);
});

test.for([
  [instant, '2026-01-31T12:00:00', `has no time zone, and ${instant} needs one: end it with Z`],
  ['TIMESTAMP', '2026-01-31T12:00:00Z', 'has a time zone, and TIMESTAMP knows none: leave it out'],
  [instant, '2026-01-31T12:00:00.1234567Z', `has more than the 6 digits of a second of ${instant}`],
  ['TIMESTAMP_MS', '2026-01-31T12:00:00.1234', 'has more than the 3 digits of a second of TIMESTAMP_MS'],
  ['TIMESTAMP_NS', '1500-01-31T12:00:00', 'is outside of TIMESTAMP_NS (1678 to 2261)'],
  [instant, '2026-02-30T12:00:00Z', 'is no time: write it as 2026-01-31T12:00:00'],
  [instant, '2026-01-31', 'is no time: write it as 2026-01-31T12:00:00'],
  [instant, '2026-01-31T24:00:00Z', 'is no time: write it as 12:00:00'],
  [instant, '2026-01-31T12:00:00+99:00', 'is no time: write it as 12:00:00'],
  ['DATE', '2026-1-31', 'is no date: write it as 2026-01-31'],
  ['DATE', '2025-02-29', 'is no date: write it as 2026-01-31'],
  ['TIME', '25:00', 'is no time: write it as 12:00:00'],
  ['TIME WITH TIME ZONE', '12:00+02', 'is not in UTC, as TIME WITH TIME ZONE is: end it with Z'],
] as const)('%s refuses %s, which %s', ([type, text, problem]) => {
  expect(said(scalarText(type, text))).toBe(problem);
});

test.for([
  ['2026-01-31T12:00:00Z', true],
  ['2026-01-31T12:00:00+00:00', true],
  ['2026-01-31T12:00:00+02:00', false],
  ['2026-01-31 12:00', false],
  ['2026-01-31T12:00:00.123456789Z', false],
] as const)('%s is an instant in UTC: %s', ([text, expected]) => {
  expect(isInstant(text)).toBe(expected);
});
