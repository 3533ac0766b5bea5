import { json, type Reply } from '../clowder/reply.ts';
import { candlesBetween, onlyParameters, refuseExchange, type CoinbaseCall } from './call.ts';

/** docs.cdp.coinbase.com, Exchange, get-product-candles. */
const GRANULARITIES = new Set([60, 300, 900, 3600, 21_600, 86_400]);
const MOST = 300;

/** GET /time */
export function getTime({ market }: CoinbaseCall): Reply {
  const now = market.now();
  return json(200, { iso: new Date(now * 1000).toISOString(), epoch: now });
}

/** GET /products/:product */
export function getProduct(call: CoinbaseCall, product: string): Reply {
  onlyParameters(call, [], refuseExchange);
  const [base, quote] = listed(call, product).split('-');
  return json(200, { id: product, base_currency: base, quote_currency: quote, status: 'online' });
}

/** GET /products/:product/candles: arrays of time, low, high, open, close, volume, the newest first. */
export function getCandles(call: CoinbaseCall, product: string): Reply {
  listed(call, product);
  onlyParameters(call, ['granularity', 'start', 'end'], refuseExchange);
  const { market, quirks, arrival } = call;
  const granularity = Number(arrival.query.get('granularity') ?? '60');
  if (!GRANULARITIES.has(granularity)) refuseExchange(400, 'Unsupported granularity');
  const now = market.now();
  const current = Math.floor(now / granularity) * granularity;
  const given = [arrival.query.get('start'), arrival.query.get('end')].map(readTime);
  // "If either one of the start or end fields are not provided then both fields will be ignored."
  const [start, end] = given as [number | undefined, number | undefined];
  if (start === undefined || end === undefined)
    return candles(call, product, granularity, current - (MOST - 1) * granularity, current);
  if (Number.isNaN(start) || Number.isNaN(end)) refuseExchange(400, 'invalid start or end');
  if (start > end) refuseExchange(400, 'start must be before end');
  if ((end - start) / granularity > MOST)
    refuseExchange(
      400,
      `granularity too small for the requested time range. Count of aggregations requested exceeds ${MOST}`,
    );
  return candles(call, product, granularity, start - quirks.beforeStart * granularity, end);
}

function candles(
  call: CoinbaseCall,
  product: string,
  granularity: number,
  start: number,
  end: number,
): Reply {
  const rows = candlesBetween(call, product, granularity, start, end).map(
    ({ time, low, high, open, close, volume }) => [time, ...[low, high, open, close, volume].map(Number)],
  );
  return json(200, rows);
}

function listed({ market }: CoinbaseCall, product: string): string {
  return market.products.has(product) ? product : refuseExchange(404, 'NotFound');
}

/** @returns seconds since 1970, NaN when it is no time; ISO 8601 and Unix seconds are taken */
function readTime(text: string | null): number | undefined {
  if (text === null) return undefined;
  return /^\d+$/.test(text)
    ? Number(text)
    : /^\d{4}-\d\d-\d\dT/.test(text)
      ? Date.parse(text) / 1000
      : Number.NaN;
}
