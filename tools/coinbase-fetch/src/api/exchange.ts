import { allOf, type CandleApi } from './api.ts';
import { candleOf } from './candle.ts';

/** Coinbase Exchange, `GET /products/{product_id}/candles`: `[[time, low, high, open, close, volume], ...]`. */
export const exchange: CandleApi = {
  url: 'https://api.exchange.coinbase.com',
  clock: '/time',
  product: (product) => `/products/${encodeURIComponent(product)}`,
  candles: (product, { seconds }, start, end) =>
    `/products/${encodeURIComponent(product)}/candles?granularity=${seconds}&start=${iso(start)}&end=${iso(end)}`,
  read: (body) =>
    Array.isArray(body)
      ? allOf(body, (row) => {
          if (!Array.isArray(row)) return undefined;
          const [time, low, high, open, close, volume] = row as unknown[];
          return candleOf(time, low, high, open, close, volume);
        })
      : undefined,
};

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
