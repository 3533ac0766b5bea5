/** A length of candles that Coinbase has. */
export interface Granularity {
  readonly name: string;
  readonly seconds: number;
  /** Exchange get-product-candles takes the seconds, and only of these. */
  readonly isOfExchange: boolean;
  /** The word of Advanced Trade get-public-product-candles. */
  readonly word: string;
}

export const granularities: readonly Granularity[] = [
  { name: '1m', seconds: 60, isOfExchange: true, word: 'ONE_MINUTE' },
  { name: '5m', seconds: 300, isOfExchange: true, word: 'FIVE_MINUTE' },
  { name: '15m', seconds: 900, isOfExchange: true, word: 'FIFTEEN_MINUTE' },
  { name: '30m', seconds: 1800, isOfExchange: false, word: 'THIRTY_MINUTE' },
  { name: '1h', seconds: 3600, isOfExchange: true, word: 'ONE_HOUR' },
  { name: '2h', seconds: 7200, isOfExchange: false, word: 'TWO_HOUR' },
  { name: '4h', seconds: 14_400, isOfExchange: false, word: 'FOUR_HOUR' },
  { name: '6h', seconds: 21_600, isOfExchange: true, word: 'SIX_HOUR' },
  { name: '1d', seconds: 86_400, isOfExchange: true, word: 'ONE_DAY' },
];
