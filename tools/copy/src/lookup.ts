import type { Run } from './run.ts';
import { brought, type Brought } from './transfer/bring.ts';
import { compare } from './transfer/compare.ts';
import { findOriginal, findTarget, isFound } from './transfer/find.ts';
import { isTaken } from './transfer/mark.ts';
import type { WantedFile } from './wanted.ts';

/** What is at the target, where that is what a copy would make; undefined otherwise. Nothing is changed. */
export async function lookup(run: Run, file: WantedFile): Promise<Brought | undefined> {
  const [original, target] = await Promise.all([findOriginal(run, file), findTarget(run, file)]);
  if (!isFound(target) || isTaken(file, original, target)) return undefined;
  const comparison = await compare(original, target, { mayRead: true, signal: run.signal });
  return comparison === 'same' ? brought(original, target, 'present') : undefined;
}
