import { asFailure, Failure } from '../failure.ts';
import { endFor, isFromStopping } from '../frame.ts';
import type { Item } from '../record.ts';
import type { Ending, StepRun } from './step-run.ts';

/** Writes down what went wrong with a record, or ends the run when it is not the record's fault. */
export async function endOf(run: StepRun, item: Item, thrown: unknown): Promise<Ending> {
  const { frame, books } = run;
  const failure = asFailure(thrown);
  if (isFromStopping(frame, thrown)) return { item, is: 'unfinished' };
  if (failure === undefined || failure.class === 'fatal') {
    endFor(frame, thrown);
    return { item, is: 'unfinished' };
  }
  try {
    await books.failed(item, failure);
  } catch (cause) {
    endFor(frame, cause);
    return { item, is: 'unfinished' };
  }
  run.counts.failed++;
  frame.progress.tally.failed++;
  if (failure.class === 'reject') run.isPersonNeeded = true;
  else countUnavailable(run, item);
  return { item, is: 'failed' };
}

/** What failed in an earlier run too may be at fault itself: only so many of them count as one that did not. */
const FAILED_BEFORE = 10;

/**
 * One record may have bad luck; several in a row mean that the destination is away, and a million more would
 * only wait their turn to fail.
 */
function countUnavailable(run: StepRun, item: Item): void {
  run.isLaterNeeded = true;
  run.unavailable += run.failedBefore.has(item) ? 1 : FAILED_BEFORE;
  const isAway = run.unavailable >= FAILED_BEFORE * Math.max(3, run.rules.concurrency);
  if (!isAway || run.frame.stop.exit !== undefined) return;
  const hint = 'run again later';
  endFor(
    run.frame,
    new Failure('fatal', 'unavailable', `${run.rules.destination} does not answer`, { hint }),
  );
}
