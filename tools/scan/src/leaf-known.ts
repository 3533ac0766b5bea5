import type { Directory, FileEvent, WalkEvent } from './walk/events.ts';
import type { Scope } from './scope.ts';
import { isDirectoryToCome } from './unfinished.ts';

/** So many files of one directory wait in memory; one with more of them counts as a leaf. */
const MOST_WAITING = 10_000;

/**
 * Lets the files of a directory wait until it is known whether there is a directory below it: only then is it
 * known whether they belong to a dataset. The order stays.
 *
 * @param take gets each file
 * @returns gets every event of the walk; wait for the promise when there is one
 */
export function onceLeafIsKnown(
  take: (file: FileEvent, isLeaf: boolean) => Promise<void> | undefined,
  { root, rules, to }: Scope,
  mostWaiting = MOST_WAITING,
): (event: WalkEvent) => Promise<void> | undefined {
  /** Files of the directory that was entered last. */
  let waiting: FileEvent[] = [];
  /** Whether it is a leaf, of those open directories where that is known. */
  const known = new Map<Directory, boolean>();

  const release = async (isLeaf: boolean): Promise<void> => {
    const files = waiting;
    waiting = [];
    for (const file of files) {
      const wait = take(file, isLeaf);
      if (wait !== undefined) await wait;
    }
  };
  const decide = (directory: Directory, isLeaf: boolean): Promise<void> => {
    known.set(directory, isLeaf);
    return release(isLeaf);
  };
  const findBelow = (directory: Directory): Promise<void> | undefined => {
    if (!known.has(directory)) return decide(directory, false);
    if (known.get(directory) === true) {
      to.log.warn('its files were listed as those of a dataset, but there are directories below it', {
        key: root.prefix + directory.path,
        code: 'not_a_leaf',
        hint: 'say with --layout which directories are datasets',
      });
    }
    return undefined;
  };

  return (event) => {
    const { directory } = event;
    switch (event.type) {
      case 'open':
        return directory.parent && findBelow(directory.parent);
      case 'skip':
        return isDirectoryToCome(event, rules) ? findBelow(directory) : undefined;
      case 'file': {
        const isLeaf = known.get(directory);
        if (isLeaf !== undefined) return take(event, isLeaf);
        return waiting.push(event) < mostWaiting ? undefined : decide(directory, true);
      }
      case 'close':
        known.delete(directory);
        return waiting.length > 0 ? release(true) : undefined;
      case 'problem':
        return undefined;
    }
  };
}
