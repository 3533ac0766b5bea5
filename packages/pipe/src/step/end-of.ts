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
  else countUnavailable(run);
  return { item, is: 'failed' };
}

/**
 * One record may have bad luck; several in a row mean that the destination is away, and a million more would
 * only wait their turn to fail.
 */
function countUnavailable(run: StepRun): void {
  run.isLaterNeeded = true;
  run.unavailable++;
  if (run.unavailable !== Math.max(3, run.rules.concurrency)) return;
  const hint = 'run again later';
  endFor(
    run.frame,
    new Failure('fatal', 'unavailable', `${run.rules.destination} does not answer`, { hint }),
  );
}
