import type { WalkEvent } from './events.ts';
import { batchLength } from './limits.ts';
import type { Visit } from './visit.ts';

/**
 * Moves what is known of a listed directory into the batch, in order, until something else has to happen first.
 * A sub-directory `a` has its place at `a/`, after `a.txt` and before `a0`: it waits in `late` until the next
 * name sorts after that. One that joins it there sorts before it, so the last one is always the next.
 *
 * @returns the sub-directory whose turn has come; undefined when the batch is full, when more names have to be
 *   looked at, or when nothing is left.
 */
export function handOut(visit: Visit, batch: WalkEvent[]): Visit | undefined {
  const { directory, names, found, foundFrom, late } = visit;
  if (visit.trouble !== undefined) {
    batch.push(visit.trouble);
    directory.problems++;
    visit.trouble = undefined;
  }
  const known = foundFrom + found.length;
  for (;;) {
    const name = names?.at(visit.next);
    const nearest = late.at(-1);
    if (nearest !== undefined && (name === undefined || nearest.turn < name)) return late.pop();
    if (visit.next === known || batch.length >= batchLength) return undefined;
    const entry = found[visit.next++ - foundFrom]!;
    if (entry.type === 'directory') {
      directory.subdirectories++;
      late.push(entry);
      continue;
    }
    if (entry.type === 'file') directory.files++;
    else if (entry.type === 'skip') directory.skipped++;
    else directory.problems++;
    batch.push(entry);
  }
}
