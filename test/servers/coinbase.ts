import { createFaults, type Faults } from './clowder/faults.ts';
import { listen } from './clowder/serve.ts';
import type { RequestLog } from './clowder/arrival.ts';
import { createCoinbase } from './coinbase/answer.ts';
import { openMarket, type Market } from './coinbase/market.ts';
import { realCoinbase, type CoinbaseQuirks } from './coinbase/quirks.ts';

/** Coinbase Exchange and Advanced Trade with the documented limits, and made-up candles. */
export interface Coinbase {
  readonly url: string;
  /** What points leat-coinbase-fetch here. */
  readonly env: Readonly<Record<string, string>>;
  /** In order of arrival. */
  readonly requests: readonly RequestLog[];
  /** Can be changed at any time. */
  readonly quirks: CoinbaseQuirks;
  readonly faults: Faults;
  /** Seconds since 1970, as the Date header says it. */
  now(): number;
  /** Stops the server's clock at this time, ISO 8601. */
  setNow(time: string): void;
  /** What it answers for the bucket that begins at this second. */
  readonly candle: Market['candle'];
  /** As the service does now and then: the candle that holds this time (ISO 8601) gets other values. */
  revise(product: string, time: string): void;
  goDown(): Promise<void>;
  /** At the same address. */
  comeUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface CoinbaseOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Where the server's clock stands still, ISO 8601; default: it goes with this machine's. */
  readonly now?: string;
  readonly products?: readonly string[];
  readonly quirks?: Partial<CoinbaseQuirks>;
}

const PRODUCTS = ['BTC-EUR', 'BTC-USD', 'ETH-EUR', 'ETH-USD', 'SOL-EUR'];

/** Starts it in this process on loopback. */
export async function startCoinbase(options: CoinbaseOptions = {}): Promise<Coinbase> {
  let fixed = options.now === undefined ? undefined : Date.parse(options.now) / 1000;
  const quirks = { ...realCoinbase, ...options.quirks };
  const market = openMarket(options.products ?? PRODUCTS, () => fixed ?? Date.now() / 1000, quirks);
  const faults = createFaults();
  const requests: RequestLog[] = [];
  const open = (port: number): ReturnType<typeof listen> =>
    listen(createCoinbase(market, quirks), faults, { host: '127.0.0.1', port, contextPath: '' });

  let listener = await open(options.port ?? 0);
  const url = listener.origin;
  return {
    url,
    env: { COINBASE_URL: url },
    get requests() {
      return [...requests, ...listener.requests];
    },
    quirks,
    faults,
    now: market.now,
    setNow: (time) => void (fixed = Date.parse(time) / 1000),
    candle: market.candle,
    revise: (product, time) => market.revise(product, Date.parse(time) / 1000),
    goDown: () => listener.stop(),
    async comeUp() {
      requests.push(...listener.requests);
      listener = await open(Number(new URL(url).port));
    },
    stop: () => listener.stop(),
  };
}
