import { setTimeout as sleep } from 'node:timers/promises';
import { asFailure, type Failure } from './failure.ts';

export interface RetryRules {
  /** How often a try is repeated. */
  readonly retries: number;
  /** Ends waiting between two tries at once. */
  readonly signal: AbortSignal;
  onRetry(failure: Failure, waitSeconds: number): void;
}

const FIRST_SECONDS = 0.5;
const LONGEST_SECONDS = 30;
/** Who asks for a longer wait is not waited for: that is for a later run. */
const LONGEST_ASKED_SECONDS = 300;

/**
 * Repeats `attempt` while it fails with class `retry`, waiting longer each time and by a random share, so that
 * many clients do not come back together. `Retry-After` is honoured as the least wait, up to five minutes.
 *
 * @param attempt is given the number of the try, from 1
 * @throws what the last try threw
 */
export async function retrying<T>(
  rules: RetryRules,
  attempt: (number: number) => Promise<T> | T,
): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt(number);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure?.class !== 'retry' || number > rules.retries || rules.signal.aborted) throw thrown;
      if ((failure.retryAfterSeconds ?? 0) > LONGEST_ASKED_SECONDS) throw thrown;
      const wait = waitSeconds(number, failure.retryAfterSeconds);
      rules.onRetry(failure, wait);
      await sleep(wait * 1000, undefined, { signal: rules.signal }).catch(() => {
        throw failure;
      });
    }
  }
}

/** Seconds to wait after try `number`: half of an exponential step, plus a random part of the other half. */
export function waitSeconds(number: number, retryAfterSeconds = 0): number {
  const step = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (number - 1));
  return Math.max(retryAfterSeconds, step / 2 + (Math.random() * step) / 2);
}
