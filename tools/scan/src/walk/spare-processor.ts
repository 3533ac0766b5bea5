import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/**
 * Whether a second thread would have a processor to run on. Where all are busy, it only makes its partner wait.
 * Linux counts what runs at this moment, this thread included: `0.31 0.20 0.11 RUNNING/ALL LAST` (proc_loadavg(5)).
 */
export function hasSpareProcessor(): boolean {
  const processors = availableParallelism();
  return processors > 1 && runningNow() <= processors;
}

function runningNow(): number {
  try {
    return Number(/ (\d+)\//.exec(readFileSync('/proc/loadavg', 'latin1'))?.[1] ?? 1);
  } catch {
    return 1;
  }
}
