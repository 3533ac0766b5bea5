import { describe, expect, test } from 'vitest';
import { readGranularity } from './granularity.ts';

describe('a granularity is written as', () => {
  test.for([
    ['15', 900],
    ['15m', 900],
    ['900s', 900],
    ['FIFTEEN_MINUTE', 900],
    ['one_hour', 3600],
    ['1h', 3600],
    ['60', 3600],
    ['1d', 86_400],
    ['24h', 86_400],
  ] as const)('%s', ([text, seconds]) => {
    expect(readGranularity(text, 'exchange').seconds).toBe(seconds);
  });
});

test('only Advanced Trade has 30m, 2h and 4h', () => {
  for (const [text, seconds] of [
    ['30', 1800],
    ['2h', 7200],
    ['FOUR_HOUR', 14_400],
  ] as const) {
    expect(readGranularity(text, 'advanced').seconds).toBe(seconds);
    expect(() => readGranularity(text, 'exchange')).toThrow(
      expect.objectContaining({
        code: 'granularity_bad',
        hint: expect.stringContaining('1m, 5m, 15m, 1h, 6h, 1d, and --api advanced has'),
      }),
    );
  }
});

test('seconds without their unit are minutes, and the refusal says so', () => {
  expect(() => readGranularity('900', 'advanced')).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('a number is minutes') }),
  );
  for (const text of ['', '0', '7m', 'hour', '-15', '1w'])
    expect(() => readGranularity(text, 'advanced')).toThrow('has no candles of');
});
