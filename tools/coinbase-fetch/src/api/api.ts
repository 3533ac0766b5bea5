import type { Granularity } from '../granularities.data.ts';
import type { Candle } from './candle.ts';

/** What differs between the two APIs: addresses and the shape of answers. */
export interface CandleApi {
  readonly url: string;
  /** Answers at once, and with a Date header. */
  readonly clock: string;
  product(product: string): string;
  /** @param start @param end of the buckets' beginnings, seconds since 1970; whether `end` is included is open */
  candles(product: string, granularity: Granularity, start: number, end: number): string;
  /**
   * The candles in an answer, in its order.
   *
   * @param body JSON with its numbers as text
   * @returns undefined when it is anything else
   */
  read(body: unknown): readonly Candle[] | undefined;
}

/** @returns undefined as soon as one of them is no candle */
export function allOf<T>(
  rows: readonly unknown[],
  read: (row: unknown) => T | undefined,
): readonly T[] | undefined {
  const candles: T[] = [];
  for (const row of rows) {
    const candle = read(row);
    if (candle === undefined) return undefined;
    candles.push(candle);
  }
  return candles;
}
