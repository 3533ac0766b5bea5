import type { Arrival } from '../clowder/arrival.ts';
import { json, refuse, Refusal, type Reply } from '../clowder/reply.ts';
import type { Application } from '../clowder/serve.ts';
import * as advanced from './advanced.ts';
import { refuseAdvanced, refuseExchange, withDate, type CoinbaseCall } from './call.ts';
import * as exchange from './exchange.ts';
import { openLimit } from './limit.ts';
import type { Market } from './market.ts';
import type { CoinbaseQuirks } from './quirks.ts';

const ADVANCED = '/api/v3/brokerage/';
const ROUTES: readonly [path: RegExp, (call: CoinbaseCall, product: string) => Reply][] = [
  [/^\/time$/, exchange.getTime],
  [/^\/products\/([^/]+)$/, exchange.getProduct],
  [/^\/products\/([^/]+)\/candles$/, exchange.getCandles],
  [/^\/api\/v3\/brokerage\/time$/, advanced.getTime],
  [/^\/api\/v3\/brokerage\/market\/products\/([^/]+)$/, advanced.getProduct],
  [/^\/api\/v3\/brokerage\/market\/products\/([^/]+)\/candles$/, advanced.getCandles],
];

/** Both APIs behind one address, with one limit of requests. */
export function createCoinbase(market: Market, quirks: CoinbaseQuirks): Application {
  const limit = openLimit(quirks);

  function answer(arrival: Arrival): Reply {
    const { path, method, headers } = arrival;
    const refuseWith = path.startsWith(ADVANCED) ? refuseAdvanced : refuseExchange;
    if (limit.isOver()) return throttled(path);
    if ((headers['user-agent'] ?? '') === '') refuseWith(400, 'User-Agent header is required.');
    for (const [pattern, handle] of ROUTES) {
      const found = pattern.exec(path);
      if (found === null) continue;
      if (method !== 'GET') refuseWith(405, 'Method Not Allowed');
      return handle({ arrival, market, quirks }, decodeURIComponent(found[1] ?? ''));
    }
    return refuseWith(404, path.startsWith(ADVANCED) ? 'no such path' : 'Route not found');
  }

  function throttled(path: string): Reply {
    const { throttledStatus, retryAfter } = quirks;
    const message = throttledStatus === 401 ? 'Unauthorized' : 'Public rate limit exceeded';
    const body = path.startsWith(ADVANCED) ? { error: message, message } : { message };
    return json(throttledStatus, body, retryAfter > 0 ? { 'retry-after': String(retryAfter) } : {});
  }

  return {
    answer: async (arrival) => {
      try {
        return withDate(answer(arrival), market);
      } catch (thrown) {
        return thrown instanceof Refusal ? refuse(withDate(thrown.reply, market)) : Promise.reject(thrown);
      }
    },
    crash: (_, error) => json(500, { message: `the test server failed: ${String(error)}` }),
    readsBodyFirst: () => true,
  };
}
