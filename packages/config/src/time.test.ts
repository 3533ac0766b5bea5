import { expect, test } from 'vitest';
import { parseTime } from './time.ts';

const now = new Date('2026-11-21T12:00:00Z');

test.each([
  ['2026-11-21', '2026-11-21T00:00:00.000Z'],
  // Without a zone it is UTC, whatever the zone of the machine.
  ['2026-11-21T08:30', '2026-11-21T08:30:00.000Z'],
  ['2026-11-21 08:30:15', '2026-11-21T08:30:15.000Z'],
  ['2026-11-21T08:30:15.123456Z', '2026-11-21T08:30:15.123Z'],
  ['2026-11-21T08:30:00+02:00', '2026-11-21T06:30:00.000Z'],
  ['2026-11-21T08:30:00-0500', '2026-11-21T13:30:00.000Z'],
  ['7d', '2026-11-14T12:00:00.000Z'],
  ['90m', '2026-11-21T10:30:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2026-02-29', undefined],
  ['2026-02-30T00:00:00Z', undefined],
  ['2026-13-01', undefined],
  ['2026-11-21T25:00', undefined],
  ['7', undefined],
  ['yesterday', undefined],
  ['99999999999d', undefined],
  ['21.11.2026', undefined],
])('%j is %j', (text, expected) => {
  expect(parseTime(text, now)).toBe(expected);
});
