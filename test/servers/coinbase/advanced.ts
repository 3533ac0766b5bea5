import { json, type Reply } from '../clowder/reply.ts';
import { candlesBetween, onlyParameters, refuseAdvanced, type CoinbaseCall } from './call.ts';

/** docs.cdp.coinbase.com, Advanced Trade, get-public-product-candles. */
const GRANULARITIES: Readonly<Record<string, number>> = {
  ONE_MINUTE: 60,
  FIVE_MINUTE: 300,
  FIFTEEN_MINUTE: 900,
  THIRTY_MINUTE: 1800,
  ONE_HOUR: 3600,
  TWO_HOUR: 7200,
  FOUR_HOUR: 14_400,
  SIX_HOUR: 21_600,
  ONE_DAY: 86_400,
};
const MOST = 350;

/** GET /api/v3/brokerage/time */
export function getTime({ market }: CoinbaseCall): Reply {
  const now = market.now();
  const iso = new Date(now * 1000).toISOString();
  return json(200, {
    iso,
    epochSeconds: String(Math.floor(now)),
    epochMillis: String(Math.floor(now * 1000)),
  });
}

/** GET /api/v3/brokerage/market/products/:product */
export function getProduct(call: CoinbaseCall, product: string): Reply {
  onlyParameters(call, [], refuseAdvanced);
  return json(200, { product_id: listed(call, product), price: '1.00', status: 'online' });
}

/** GET /api/v3/brokerage/market/products/:product/candles: objects with all values as text, the newest first. */
export function getCandles(call: CoinbaseCall, product: string): Reply {
  listed(call, product);
  onlyParameters(call, ['start', 'end', 'granularity', 'limit'], refuseAdvanced);
  const { query } = call.arrival;
  const granularity = GRANULARITIES[query.get('granularity') ?? ''];
  if (granularity === undefined) return refuseAdvanced(400, 'granularity argument is invalid');
  const [start, end] = [query.get('start') ?? '', query.get('end') ?? ''];
  if (!/^\d+$/.test(start)) refuseAdvanced(400, 'start argument is invalid');
  if (!/^\d+$/.test(end) || Number(end) < Number(start)) refuseAdvanced(400, 'end argument is invalid');
  if ((Number(end) - Number(start)) / granularity >= MOST)
    refuseAdvanced(
      400,
      `start and end argument is invalid - number of candles requested should be less than ${MOST}`,
    );
  const limit = query.get('limit') ?? String(MOST);
  if (!/^\d+$/.test(limit) || Number(limit) > MOST) refuseAdvanced(400, 'limit argument is invalid');
  const candles = candlesBetween(call, product, granularity, Number(start), Number(end))
    .slice(0, Number(limit))
    .map(({ time, ...values }) => ({ start: String(time), ...values }));
  return json(200, { candles });
}

function listed({ market }: CoinbaseCall, product: string): string {
  return market.products.has(product) ? product : refuseAdvanced(404, 'valid product_id is required');
}
