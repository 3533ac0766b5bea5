/** How the service behaves; each can be turned at any time. */
export interface CoinbaseQuirks {
  /** Exchange: an answer may hold so many candles from before `start` ("may precede your declared start value"). */
  beforeStart: number;
  /** One interval of so many has no trades, and so no candle; 0: all have. */
  noTradesEvery: number;
  /** Whether a candle that begins at `end` is in the answer; the documents do not say. */
  endIsIncluded: boolean;
  /** The order of an answer; the service gives the newest first and promises nothing. */
  oldestFirst: boolean;
  /** Requests per second from one address; 0: no limit. */
  perSecond: number;
  /** Requests at once before that limit counts. */
  burst: number;
  /** Too many requests are 429; Advanced Trade was seen to say 401. */
  throttledStatus: number;
  /** The Retry-After of such an answer, seconds; 0: none. */
  retryAfter: number;
}

export const realCoinbase: CoinbaseQuirks = {
  beforeStart: 1,
  noTradesEvery: 40,
  endIsIncluded: true,
  oldestFirst: false,
  perSecond: 10,
  burst: 15,
  throttledStatus: 429,
  retryAfter: 0,
};
