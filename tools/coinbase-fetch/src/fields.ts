import * as z from 'zod';

const price = z.number().describe('in the second currency of the product, digits as Coinbase gives them');

/** What a fetch emits; --columns chooses. */
export const adds = z
  .strictObject({
    time: z.string().describe('when the candle begins: ISO 8601 UTC, or as --time-format says'),
    product: z.string().describe('as in ETH-EUR'),
    low: price,
    high: price,
    open: price,
    close: price,
    volume: z.number().describe('in the first currency of the product'),
  })
  .partial();
