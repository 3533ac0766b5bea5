import { asFailure, Failure } from './failure.ts';
import { isFromStopping, type Frame } from './frame.ts';
import { logFieldsOf } from './report.ts';
import { retrying, type RetryRules } from './retry.ts';

/**
 * Opens a tool at its destination at the first call. That it cannot be opened is no record's fault: it is
 * tried again like anything else, and then ends the run.
 */
export function openOnce<T>(frame: Frame, retries: number, open: () => Promise<T>): () => Promise<T> {
  let opening: Promise<T> | undefined;
  return () => (opening ??= orFatal(frame, retrying(retryRules(frame, retries), open)));
}

/** How a run repeats what may work later: until it is told to stop, and saying so each time. */
export function retryRules(frame: Frame, retries: number, key?: string): RetryRules {
  return {
    retries,
    signal: frame.stop.reading,
    onRetry: (failure, seconds) =>
      frame.log.warn(
        `${failure.message}; trying again in ${seconds.toFixed(1)} s`,
        logFieldsOf(failure, key),
      ),
  };
}

/**
 * What goes wrong with something that concerns the whole run ends it, of whatever class it is.
 *
 * @throws what was thrown, made fatal where it is a Failure
 */
export async function orFatal<T>(frame: Frame, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure === undefined || failure.class === 'fatal' || isFromStopping(frame, thrown)) throw thrown;
    throw new Failure('fatal', failure.code, failure.message, failure);
  }
}
