import { expect, test } from 'vitest';
import { rowText } from './row.ts';

test('numbers keep the digits that came', () => {
  const candle = {
    time: 0,
    low: '0.30',
    high: '12345678901234567.123456789',
    open: '1e-8',
    close: '-0',
    volume: '100',
  };
  const columns = ['close', 'product', 'time', 'high', 'low', 'open', 'volume'] as const;
  expect(rowText(candle, 'ETH-EUR', columns, () => '00:00 "UTC"')).toBe(
    '{"close":-0,"product":"ETH-EUR","time":"00:00 \\"UTC\\"","high":12345678901234567.123456789,"low":0.30,"open":1e-8,"volume":100}',
  );
});
