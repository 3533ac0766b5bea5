import type { ObjectInfo } from '@leat/storage';
import type { WalkRules } from '../walk/identify.ts';
import type { Directory, WalkEvent } from '../walk/events.ts';
import type { Seen } from '../walk/seen.ts';

/** Nobody knows when a directory of an object store changed: it is only a part of names. */
const NOTHING_SEEN: Seen = { mode: 0, size: 0, mtimeMs: 0, ctimeMs: 0, dev: 0, ino: 0 };

/**
 * Says of a sorted listing what a walk says of a tree: names of objects have their directories in them, and all that
 * lies in one comes without anything between. Memory holds the directories on the way to one object.
 *
 * An object whose name ends in a slash and that is empty is how consoles make a directory: it is one, and no file.
 *
 * @param root without a slash at its end
 */
export async function* walkObjects(
  root: string,
  batches: AsyncIterable<readonly ObjectInfo[]>,
  { hidden, enter }: Pick<WalkRules, 'hidden' | 'enter'>,
): AsyncGenerator<WalkEvent[], void> {
  const top = newDirectory('', root, undefined);
  let directory: Directory = top;
  /** The part of a name that all in the directory share: its path with a slash at the end. */
  let place = '';
  /** The same of a directory that is not entered. */
  let passed: string | undefined;
  let events: WalkEvent[] = [{ type: 'open', directory: top }];

  const leave = (): void => {
    events.push({ type: 'close', directory });
    directory = directory.parent!;
    place = directory === top ? '' : `${directory.path}/`;
  };
  /** Goes to the directory of a name; false when it is one that is not entered. */
  const goTo = (path: string): boolean => {
    while (!path.startsWith(place)) leave();
    for (;;) {
      const slash = path.indexOf('/', place.length);
      if (slash === -1) return true;
      const name = path.slice(place.length, slash);
      const below = newDirectory(path.slice(0, slash), `${root}/${path.slice(0, slash)}`, directory);
      const isHidden = !hidden && name.startsWith('.');
      if (isHidden || enter?.(below.path, below.depth) === false) {
        events.push({ type: 'skip', directory, name, why: isHidden ? 'hidden' : 'notEntered' });
        passed = path.slice(0, slash + 1);
        return false;
      }
      directory.subdirectories++;
      directory = below;
      place = path.slice(0, slash + 1);
      events.push({ type: 'open', directory });
    }
  };
  const take = ({ uri, size, mtime, version }: ObjectInfo): void => {
    const path = uri.slice(root.length + 1);
    if (passed !== undefined && path.startsWith(passed)) return;
    passed = undefined;
    if ((!path.startsWith(place) || path.includes('/', place.length)) && !goTo(path)) return;
    const name = path.slice(place.length);
    if (name === '' && size === 0) return;
    if (!hidden && name.startsWith('.')) {
      directory.skipped++;
      events.push({ type: 'skip', directory, name, why: 'hidden' });
      return;
    }
    directory.files++;
    const mtimeMs = Date.parse(mtime);
    const stats = { mode: 0, size, mtimeMs, ctimeMs: mtimeMs, dev: 0, ino: 0 };
    events.push({ type: 'file', directory, name, stats, version });
  };

  for await (const batch of batches) {
    for (const info of batch) take(info);
    yield events;
    events = [];
  }
  while (directory !== top) leave();
  events.push({ type: 'close', directory: top });
  yield events;
}

function newDirectory(path: string, absolute: string, parent: Directory | undefined): Directory {
  const depth = parent === undefined ? 0 : parent.depth + 1;
  return {
    path,
    absolute,
    depth,
    parent,
    stats: NOTHING_SEEN,
    files: 0,
    subdirectories: 0,
    skipped: 0,
    problems: 0,
  };
}
