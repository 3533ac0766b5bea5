import { identify, identifyName, type WalkRules } from './identify.ts';
import { isDirectory, type Seen, type Unseen } from './seen.ts';
import type { Found, Visit } from './visit.ts';

/** What was seen of some names of a directory, in the form it came in: most of it waits before it is used. */
export interface Look {
  /** How many names. */
  readonly length: number;
  isDirectory(index: number): boolean;
  /** Only for names that had to be looked at. */
  seen(index: number): Seen | Unseen;
}

export function lookOf(seen: readonly (Seen | Unseen | undefined)[]): Look {
  return {
    length: seen.length,
    isDirectory: (index) => isDirectory(seen[index]?.mode ?? 0),
    seen: (index) => seen[index]!,
  };
}

/** The directories of a block by their index: they have to be known at once, to be read ahead too. */
export function directoriesIn(
  visit: Visit,
  names: readonly string[],
  look: Look,
  rules: WalkRules,
): Map<number, Found> {
  const directories = new Map<number, Found>();
  for (let index = 0; index < look.length; index++) {
    if (look.isDirectory(index))
      directories.set(index, identifyOne(visit, names[index]!, look, index, rules));
  }
  return directories;
}

/** Says what all names of a block are. */
export function identifyAll(
  visit: Visit,
  names: readonly string[],
  look: Look,
  directories: ReadonlyMap<number, Found>,
  rules: WalkRules,
): Found[] {
  return names.map((raw, index) => directories.get(index) ?? identifyOne(visit, raw, look, index, rules));
}

function identifyOne(visit: Visit, raw: string, look: Look, index: number, rules: WalkRules): Found {
  const name = identifyName(visit, raw, rules);
  return typeof name === 'string' ? identify(visit, raw, name, look.seen(index), rules) : name;
}
