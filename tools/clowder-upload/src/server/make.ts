import { retrying } from '@leat/pipe';
import type { Run } from '../run.ts';

export interface Making<T> {
  make(): Promise<T>;
  /** Finds what an earlier try has made although its answer was lost. */
  look(): Promise<T | undefined>;
}

/** Tries that follow a first one that failed. */
export const RETRIES = 3;

/**
 * Makes something that a server would make twice when asked twice: after a try of which it is not known what
 * became of it, the server is looked at before it is asked again.
 */
export function make<T>({ log, signal }: Pick<Run, 'log' | 'signal'>, { make, look }: Making<T>): Promise<T> {
  const rules = {
    retries: RETRIES,
    signal,
    onRetry: (failure: Error) => log.debug(`${failure.message}; looking, then trying again`),
  };
  return retrying(rules, async (number) => (number > 1 ? await look() : undefined) ?? make());
}
