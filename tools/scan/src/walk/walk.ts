import { setImmediate } from 'node:timers/promises';
import type { WalkEvent } from './events.ts';
import { handOut } from './hand-out.ts';
import type { WalkRules } from './identify.ts';
import { batchLength } from './limits.ts';
import { measurePace, type Pace } from './pace.ts';
import { reading } from './reading.ts';
import { openRoot } from './root.ts';
import { poolSize } from './thread-pool.ts';
import { forget, isFinished, needsReading } from './visit.ts';

export interface WalkOptions extends Partial<WalkRules> {
  /** Calls that may wait together where the file system is slow; the size of the thread pool if not given. */
  readonly concurrency?: number;
  /** Ends the walk with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The event loop gets a turn after so long, for signals and for output. */
const millisecondsPerTurn = 20;

/**
 * Walks a directory tree and says, in batches, what is there. Files come in the bytewise order of their paths
 * below the root. What cannot be read is a `problem` event, and the rest still comes. Memory holds the names of
 * one directory per level and a bounded read-ahead, never the tree.
 *
 * @throws {Failure} fatal, when the root is missing, cannot be reached or is not a directory.
 */
export function walk(root: string, options: WalkOptions = {}): AsyncGenerator<WalkEvent[], void> {
  return walkAtPace(root, options, measurePace());
}

/** The same, with another judge of when the file system is slow. */
export async function* walkAtPace(
  root: string,
  options: WalkOptions,
  pace: Pace,
): AsyncGenerator<WalkEvent[], void> {
  const { signal, concurrency = poolSize, follow = false, hidden = false, enter } = options;
  const rules: WalkRules = { follow, hidden, ...(enter && { enter }) };
  const open = [openRoot(root)];
  const { read, stop } = reading(open, rules, concurrency, pace);
  let batch: WalkEvent[] = [{ type: 'open', directory: open[0]!.directory }];
  let turn = performance.now();
  try {
    for (let visit = open.at(-1); visit !== undefined; visit = open.at(-1)) {
      if (needsReading(visit)) {
        const reading = read(visit);
        if (typeof reading === 'object') await reading;
      }
      const below = handOut(visit, batch);
      if (below !== undefined) {
        open.push(below);
        batch.push({ type: 'open', directory: below.directory });
      } else if (isFinished(visit)) {
        open.pop();
        forget(visit);
        batch.push({ type: 'close', directory: visit.directory });
      }
      if (batch.length >= batchLength) {
        yield batch;
        batch = [];
      }
      if (performance.now() - turn > millisecondsPerTurn) {
        await setImmediate();
        turn = performance.now();
      }
      signal?.throwIfAborted();
    }
    if (batch.length > 0) yield batch;
  } finally {
    await stop();
  }
}
