import { describe, expect, test } from 'vitest';
import { openLabels } from './labels.ts';

const at = (time: string): number => Date.parse(time) / 1000;
const LOCAL = '%Y-%m-%d %H:%M';

test('without a format it is ISO 8601 in UTC', () => {
  const labels = openLabels(undefined, undefined, 900);
  expect(labels.write(at('2026-01-31T12:15:00Z'))).toBe('2026-01-31T12:15:00Z');
  expect(labels.read('2026-01-31T13:15:00.000+01:00')).toBe(at('2026-01-31T12:15:00Z'));
  expect(labels.read('2026-01-31 12:15')).toBeUndefined();
  expect(labels.read('yesterday')).toBeUndefined();
});

describe('a format and a zone', () => {
  test.for([
    [LOCAL, 'Europe/Berlin', '2026-01-31T12:15:00Z', '2026-01-31 13:15'],
    [LOCAL, 'Europe/Berlin', '2026-07-31T22:15:00Z', '2026-08-01 00:15'],
    [LOCAL, undefined, '2026-01-31T12:15:00Z', '2026-01-31 12:15'],
    ['%d.%m.%Y %H:%M:%S', 'Asia/Kolkata', '2026-01-31T12:15:00Z', '31.01.2026 17:45:00'],
    ['%Y-%m-%dT%H:%M:%S%z', 'America/St_Johns', '2026-01-31T12:15:00Z', '2026-01-31T08:45:00-0330'],
    ['100%% (%Y/%m/%d %H.%M)', 'Asia/Tokyo', '1999-12-31T23:00:00Z', '100% (2000/01/01 08.00)'],
  ] as const)('%s in %s', ([format, zone, time, text]) => {
    const labels = openLabels(format, zone, 900);
    expect(labels.write(at(time))).toBe(text);
    expect(labels.read(text)).toBe(at(time));
  });

  test('a text of another form is not read', () => {
    const labels = openLabels(LOCAL, 'Europe/Berlin', 900);
    for (const text of [
      '2026-01-31T12:15',
      '2026-01-31 12:15:00',
      '2026-02-30 12:15',
      '2026-01-31 25:00',
      '',
    ])
      expect(labels.read(text), text).toBeUndefined();
  });

  test('where the clocks go back, a text is read as the first of its two times', () => {
    const labels = openLabels(LOCAL, 'Europe/Berlin', 900);
    expect(labels.write(at('2026-10-25T00:30:00Z'))).toBe('2026-10-25 02:30');
    expect(labels.write(at('2026-10-25T01:30:00Z'))).toBe('2026-10-25 02:30');
    expect(labels.read('2026-10-25 02:30')).toBe(at('2026-10-25T00:30:00Z'));
    const told = openLabels(`${LOCAL} %z`, 'Europe/Berlin', 900);
    expect(told.read(told.write(at('2026-10-25T01:30:00Z')))).toBe(at('2026-10-25T01:30:00Z'));
  });

  test('every quarter of an hour of two years is read back, but for the hour that is there twice', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC']) {
      const labels = openLabels(LOCAL, zone, 900);
      const wrong: number[] = [];
      for (let time = at('2025-01-01T00:00:00Z'); time < at('2027-01-01T00:00:00Z'); time += 900 * 7)
        if (labels.read(labels.write(time)) !== time) wrong.push(time);
      expect(wrong.length, zone).toBeLessThanOrEqual(2);
    }
  });
});

test.for([
  [LOCAL, true],
  ['%Y%m%dT%H%M%z', true],
  ['%d.%m.%Y %H:%M', false],
  ['%m/%d/%Y %H:%M', false],
] as const)('%s: texts in the order of their times: %s', ([format, isSortable]) => {
  expect(openLabels(format, undefined, 900).isSortable).toBe(isSortable);
});

test.for([
  ['%Y-%m-%d', undefined, 900, 'time_format_bad'],
  ['%Y-%m-%d %H', undefined, 1800, 'time_format_bad'],
  ['%H:%M', undefined, 900, 'time_format_bad'],
  ['%Y-%m-%d %I:%M', undefined, 900, 'time_format_bad'],
  ['%Y-%m-%d %H:%M%', undefined, 900, 'time_format_bad'],
  ['', undefined, 900, 'time_format_bad'],
  [LOCAL, 'Europe/Basel', 900, 'time_zone_bad'],
  [undefined, 'Europe/Berlin', 900, 'time_format_missing'],
] as const)('refused: %s in %s for %d s', ([format, zone, step, code]) => {
  expect(() => openLabels(format, zone, step)).toThrow(expect.objectContaining({ code }));
});

test('days need no hours', () => {
  expect(openLabels('%Y-%m-%d', undefined, 86_400).write(at('2026-01-31T00:00:00Z'))).toBe('2026-01-31');
});
