import { untilStopped } from './frame.ts';
import type { Input } from './input.ts';
import { readLines } from './lines.ts';
import type { Item } from './record.ts';
import { take, type TakingRun } from './take.ts';

/** What becomes of what is read; a promise where the next has to wait. */
export interface Reading {
  item(item: Item): Promise<void> | undefined;
  /** A chunk is used up: so much of the input was before, and so much is now. In bytes. */
  chunk?(before: number, used: number): Promise<void> | undefined;
}

/**
 * Reads the items of an input one by one, until it ends or the run is told to stop. Called, not iterated: a
 * promise for each of a million items is half a second.
 */
export async function readItems(run: TakingRun, input: Input, to: Reading): Promise<void> {
  const { stop, progress } = run.frame;
  let used = 0;
  for await (const batch of untilStopped(stop, input.stream, readLines(input.stream, input.maxLineBytes))) {
    let number = batch.first;
    for (const line of batch.lines) {
      if (stop.exit !== undefined) return;
      const taken = take(run, line, batch.torn, number++);
      const item = taken instanceof Promise ? await taken : taken;
      if (item === undefined) continue;
      const wait = to.item(item);
      if (wait !== undefined) await wait;
    }
    const before = used;
    used += batch.size;
    if (input.size !== undefined) progress.tally.share = used / input.size;
    await to.chunk?.(before, used);
  }
}
