import { readFileSync } from 'node:fs';
import { slowMillisecondsPerCall } from './limits.ts';

let delayed = 0;

/**
 * Milliseconds that some calls have taken, without those in which this thread waited for a processor: on a busy
 * machine it is not the file system that is slow.
 *
 * @param start when they began, by `performance.now()`
 */
export function waited(start: number, calls: number): number {
  const milliseconds = performance.now() - start;
  // Asking takes longer than some quick calls.
  if (milliseconds <= calls * slowMillisecondsPerCall) return milliseconds;
  const before = delayed;
  delayed = runDelay();
  // What was waited for before these calls is taken off too: then the next ones show whether they are slow.
  return Math.max(0, milliseconds - (delayed - before));
}

/** Linux tells it in nanoseconds: `ON_CPU WAITING SLICES` (its Documentation/scheduler/sched-stats.rst). */
function runDelay(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
