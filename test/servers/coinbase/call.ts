import type { Arrival } from '../clowder/arrival.ts';
import { json, refuse, type Reply } from '../clowder/reply.ts';
import type { Market } from './market.ts';
import type { CoinbaseQuirks } from './quirks.ts';

/** What the handlers of both APIs are given. */
export interface CoinbaseCall {
  readonly arrival: Arrival;
  readonly market: Market;
  readonly quirks: CoinbaseQuirks;
}

type Candle = NonNullable<ReturnType<Market['candle']>>;

/** A refusal in the words of one API. */
export type Refuse = (status: number, message: string) => never;

/** Exchange: `{"message": ...}`. */
export const refuseExchange: Refuse = (status, message) => refuse(json(status, { message }));

/** Advanced Trade: `{"error": ..., "error_details": ..., "message": ...}`. */
export const refuseAdvanced: Refuse = (status, message) =>
  refuse(json(status, { error: ADVANCED_ERRORS[status] ?? 'unknown', error_details: message, message }));

const ADVANCED_ERRORS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
};

/** Refuses a parameter that the API does not have, and one that is given twice. */
export function onlyParameters(
  { arrival }: CoinbaseCall,
  known: readonly string[],
  refuseWith: Refuse,
): void {
  const names = [...arrival.query.keys()];
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) refuseWith(400, `unknown parameter ${strange}`);
  if (new Set(names).size < names.length) refuseWith(400, 'a parameter is given twice');
}

/** Candles whose buckets begin from `start` to `end` (seconds), in the order in which the service gives them. */
export function candlesBetween(
  { market, quirks }: CoinbaseCall,
  product: string,
  granularity: number,
  start: number,
  end: number,
): Candle[] {
  const first = Math.ceil(start / granularity) * granularity;
  const candles: Candle[] = [];
  for (let time = first; quirks.endIsIncluded ? time <= end : time < end; time += granularity) {
    const candle = market.candle(product, granularity, time);
    if (candle !== undefined) candles.push(candle);
  }
  return quirks.oldestFirst ? candles : candles.toReversed();
}

export function withDate(reply: Reply, market: Market): Reply {
  return { ...reply, headers: { ...reply.headers, date: new Date(market.now() * 1000).toUTCString() } };
}
