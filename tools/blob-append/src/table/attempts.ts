import { Failure, type Log } from '@leat/pipe';
import { StorageError } from '@leat/storage';
import { setTimeout as sleep } from 'node:timers/promises';
import { ATTEMPTS } from './policy.data.ts';

const FIRST_MS = 100;
const LONGEST_MS = 10_000;

/**
 * Repeats an attempt from the start when another writer was faster, after a random wait, so that many of them do not
 * meet again.
 *
 * @throws Failure retry `contended` when it was overtaken each time; whatever else an attempt throws
 */
export async function whileOvertaken<T>(
  rules: { readonly uri: string; readonly signal: AbortSignal; readonly log: Log },
  attempt: (number: number) => Promise<T>,
): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt(number);
    } catch (thrown) {
      if (!isOvertaken(thrown)) throw thrown;
      if (number === ATTEMPTS)
        throw new Failure('retry', 'contended', `${rules.uri}: ${ATTEMPTS} times another writer was faster`, {
          hint: 'have fewer processes append to it at once',
          cause: thrown,
        });
      rules.log.debug(`${rules.uri} has changed meanwhile: starting over`, { attempt: number });
      await sleep(waitMs(number), undefined, { signal: rules.signal });
    }
  }
}

/** Full jitter: anything between nothing and an exponential step. */
export function waitMs(number: number): number {
  return Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (number - 1));
}

function isOvertaken(thrown: unknown): boolean {
  // What was there a moment ago and is not found any more was taken away by somebody.
  return thrown instanceof StorageError && ['changed', 'exists', 'notFound'].includes(thrown.reason);
}
