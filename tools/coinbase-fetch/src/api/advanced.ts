import { allOf, type CandleApi } from './api.ts';
import { candleOf } from './candle.ts';

const BASE = '/api/v3/brokerage';

/**
 * Advanced Trade, `GET /api/v3/brokerage/market/products/{product_id}/candles`:
 * `{candles: [{start, low, high, open, close, volume}]}`, every value as text.
 */
export const advanced: CandleApi = {
  url: 'https://api.coinbase.com',
  clock: `${BASE}/time`,
  product: (product) => `${BASE}/market/products/${encodeURIComponent(product)}`,
  candles: (product, { word }, start, end) =>
    `${BASE}/market/products/${encodeURIComponent(product)}/candles?start=${start}&end=${end}&granularity=${word}`,
  read: (body) => {
    const candles = membersOf(body)['candles'];
    if (!Array.isArray(candles)) return undefined;
    return allOf(candles, (row) => {
      const { start, low, high, open, close, volume } = membersOf(row);
      return candleOf(start, low, high, open, close, volume);
    });
  },
};

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
