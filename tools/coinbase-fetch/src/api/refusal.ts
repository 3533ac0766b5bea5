import { statusFailure, type HttpAnswer } from '@leat/http';
import { Failure } from '@leat/pipe';

/**
 * What an answer that is no success means here.
 *
 * @param product undefined when it was not about one
 * @throws Failure when it does not come from Coinbase
 */
export function refusal(answer: HttpAnswer, product?: string): Failure {
  const plain = statusFailure(answer);
  const { message, retryAfterSeconds } = plain;
  switch (answer.status) {
    case 401:
      // Seen instead of 429: github.com/coinbase/coinbase-advanced-py issue 60.
      return new Failure('retry', 'throttled', message, {
        hint: 'Coinbase says so when it is asked too often; if it stays, this address wants a key',
        retryAfterSeconds,
      });
    case 403:
      return new Failure('fatal', 'blocked', message, {
        hint: 'Coinbase, or a proxy in between, refuses this network',
      });
    case 404:
      if (product === undefined)
        return new Failure('fatal', 'wrong_address', message, { hint: 'check --url and --api' });
      // The web page of something in between knows nothing of products.
      answer.json();
      return new Failure('reject', 'unknown_product', `Coinbase knows no product ${product} (${message})`, {
        hint: 'write it as in ETH-EUR; /products lists all',
      });
    default:
      return plain;
  }
}
