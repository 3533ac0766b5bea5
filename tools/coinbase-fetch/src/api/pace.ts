import { setTimeout as sleep } from 'node:timers/promises';

/** Exchange: 10 requests per second from one address, bursts of 15; others may ask from it too. */
const PER_SECOND = 8;
const BURST = 4;

/** The passing of time; tests have one of their own. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  wait(milliseconds: number, signal: AbortSignal): Promise<unknown>;
}

const clockOfMachine: Clock = {
  now: () => performance.now(),
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** Lets requests through below the limit of Coinbase: a few at once, then evenly. */
export function openPace(signal: AbortSignal, clock: Clock = clockOfMachine): () => Promise<void> {
  const step = 1000 / PER_SECOND;
  let due = -Infinity;
  return async () => {
    const now = clock.now();
    due = Math.max(due, now);
    const early = due - now - (BURST - 1) * step;
    due += step;
    if (early > 0) await clock.wait(early, signal);
  };
}
