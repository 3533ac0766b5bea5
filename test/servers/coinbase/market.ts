import { createHash } from 'node:crypto';
import type { CoinbaseQuirks } from './quirks.ts';

/** One candle with its numbers as decimal text. */
interface MarketCandle {
  /** Start of its bucket, seconds since 1970. */
  readonly time: number;
  readonly low: string;
  readonly high: string;
  readonly open: string;
  readonly close: string;
  readonly volume: string;
}

/** Everything that is traded: candles come out of the time and the product alone, so that each asking gives the same. */
export interface Market {
  readonly products: ReadonlySet<string>;
  /** Seconds since 1970. */
  now(): number;
  /** @returns undefined where nothing was traded, before the product was listed and after now */
  candle(product: string, granularity: number, time: number): MarketCandle | undefined;
  /** From now on the candle that holds this second is another one. */
  revise(product: string, time: number): void;
}

/** 2016-05-18T00:00:00Z: nothing was traded before. */
const LISTED = 1_463_529_600;

export function openMarket(
  products: readonly string[],
  now: () => number,
  quirks: Pick<CoinbaseQuirks, 'noTradesEvery'>,
): Market {
  const revised: { readonly product: string; readonly time: number }[] = [];
  return {
    products: new Set(products),
    now,
    revise: (product, time) => void revised.push({ product, time }),
    candle(product, granularity, time) {
      if (time < LISTED || time > now()) return undefined;
      const { noTradesEvery } = quirks;
      const chance = share(product, 'trades', time);
      if (noTradesEvery > 0 && chance < 1 / noTradesEvery) return undefined;
      const end = Math.min(time + granularity, now());
      const revisions = revised.filter(
        (it) => it.product === product && it.time >= time && it.time < time + granularity,
      ).length;
      const open = price(product, time);
      const close = price(product, end) + revisions;
      const spread = share(product, 'spread', time) * 3;
      const volume = ((end - time) / 60) * (0.2 + share(product, 'volume', time)) + revisions;
      return {
        time,
        low: (Math.min(open, close) - spread).toFixed(2),
        high: (Math.max(open, close) + spread).toFixed(2),
        open: open.toFixed(2),
        close: close.toFixed(2),
        volume: volume.toFixed(8),
      };
    },
  };
}

function price(product: string, time: number): number {
  const base = 500 + 4000 * share(product, 'base', 0);
  const days = time / 86_400;
  return (
    base * (1 + 0.2 * Math.sin(days / 40) + 0.03 * Math.sin(days * 5)) + share(product, 'price', time) * 5
  );
}

/** A number from 0 to 1 that looks like chance. */
function share(product: string, what: string, time: number): number {
  return createHash('md5').update(`${product} ${what} ${time}`).digest().readUInt32LE(0) / 2 ** 32;
}
