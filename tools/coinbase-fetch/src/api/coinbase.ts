import { openHttp, showUrl, type HttpAnswer } from '@leat/http';
import { Failure, formatSeconds, retrying, type Log } from '@leat/pipe';
import { advanced } from './advanced.ts';
import type { Candle } from './candle.ts';
import { candlesIn, type Asked } from './candles-in.ts';
import { exchange } from './exchange.ts';
import { openPace } from './pace.ts';
import { refusal } from './refusal.ts';

/** The service, asked below its limits; what may work later is asked again. */
export interface Coinbase {
  /** @returns what its clock shows, seconds since 1970 */
  clock(): Promise<number>;
  /** @throws Failure reject `unknown_product` */
  product(product: string): Promise<void>;
  /**
   * Candles that begin from `start` to `end`, in no order, and perhaps some from before.
   *
   * @throws Failure reject `unknown_product`
   */
  candles(product: string, asked: Asked): Promise<readonly Candle[]>;
  close(): void;
}

export interface CoinbaseRules {
  readonly api: 'exchange' | 'advanced';
  readonly url: string | undefined;
  /** Ends asking and waiting. */
  readonly signal: AbortSignal;
  readonly log: Log;
  moved(bytes: number): void;
  /** How often a request is repeated. */
  readonly retries?: number;
}

const RETRIES = 5;

export function openCoinbase({ retries = RETRIES, signal, log, moved, ...rules }: CoinbaseRules): Coinbase {
  const api = rules.api === 'exchange' ? exchange : advanced;
  const base = (rules.url ?? api.url).replace(/\/+$/, '');
  const http = openHttp({
    connectSeconds: 10,
    idleSeconds: 30,
    answerSeconds: 30,
    headers: {
      accept: 'application/json',
      'user-agent': `leat-coinbase-fetch/${process.env['LEAT_VERSION'] ?? 'source'}`,
    },
    signal,
  });
  const pace = openPace(signal);
  const onRetry = ({ message }: Failure, seconds: number): void =>
    log.info(`${message}; asking again in ${formatSeconds(seconds)}`);

  const ask = <T>(path: string, product: string | undefined, read: (answer: HttpAnswer) => T): Promise<T> =>
    retrying({ retries, signal, onRetry }, async () => {
      await pace();
      const answer = await http.send({ url: base + path });
      moved(answer.body.length);
      if (answer.status !== 200) throw refusal(answer, product);
      return read(answer);
    });

  return {
    clock: () => ask(api.clock, undefined, dateOf),
    product: (product) => ask(api.product(product), product, () => undefined),
    candles: (product, asked) =>
      ask(api.candles(product, asked.granularity, asked.start, asked.end), product, (answer) =>
        candlesIn(answer, api, asked),
      ),
    close: () => http.close(),
  };
}

/** By the server's clock it is decided what is closed: the one of this machine may be wrong. */
function dateOf(answer: HttpAnswer): number {
  const { headers, request } = answer;
  // What says something else than the API, has a clock of its own.
  answer.json();
  const milliseconds = Date.parse(headers.date ?? '');
  if (!Number.isNaN(milliseconds)) return milliseconds / 1000;
  throw new Failure(
    'fatal',
    'no_date',
    `${request}: the answer has no Date, so nobody knows what is closed`,
    {
      hint: `ask ${showUrl(request.split(' ').at(-1)!)} without the proxy in between`,
    },
  );
}
