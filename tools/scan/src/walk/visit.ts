import type { Look } from './look.ts';
import type { Names } from './packed-names.ts';
import type { Seen } from './seen.ts';
import type { Directory, FileEvent, ProblemEvent, SkipEvent } from './events.ts';

/** A directory while the walk knows it: what has been read of it, and how far it has been handed out. */
export interface Visit {
  readonly type: 'directory';
  readonly directory: Directory;
  /** Absolute path with a slash at the end: a name can be appended to it. */
  readonly prefix: string;
  /** Bytes (latin1) of the relative path with a slash at the end: its place in the output. */
  readonly place: string;
  /** Bytes of the name with a slash at the end: its place among the names of its parent. */
  readonly turn: string;
  /** Sorted names as bytes, once it has been listed. */
  names: Names | undefined;
  /** Why it could not be listed. */
  trouble: ProblemEvent | undefined;
  /** Index of the first name that has not been handed out. */
  next: number;
  /** What the names from index `foundFrom` on turned out to be. */
  found: Found[];
  foundFrom: number;
  /** Sub-directories that wait until all names before `turn` have been handed out; the nearest is the last. */
  readonly late: Visit[];
  /** How far it is being read ahead of the output, if it is. */
  progress: Progress | undefined;
}

/** Names of a directory that are looked at together, ahead of the output. */
export interface Block {
  names: readonly string[];
  /** Once it has been read. */
  look: Look | undefined;
  directories: ReadonlyMap<number, Found>;
  onReady: (() => void) | undefined;
}

export interface Progress {
  /** Blocks of names that have been started and not been handed out. */
  readonly blocks: Block[];
  /** Index of the first name that no block has been started for. */
  started: number;
  /** Names of its listing that count as ahead: a guess at first, 0 when its output has begun. */
  listed: number;
  /** It waits in the queue. */
  planned: boolean;
  /** Its listing has been started, and what the first names are is not known yet: nobody else may begin it. */
  listing: boolean;
}

/** What a name in a directory turned out to be. */
export type Found = FileEvent | SkipEvent | ProblemEvent | Visit;

/** Starts the visit of the root. */
export function visitRoot(absolute: string, stats: Seen): Visit {
  return newVisit(newDirectory('', absolute, undefined, stats), '', '');
}

/** Starts the visit of a sub-directory; `raw` is its name in bytes and `name` the same as text. */
export function visitBelow(parent: Visit, raw: string, name: string, stats: Seen): Visit {
  const above = parent.directory;
  const path = above.path === '' ? name : `${above.path}/${name}`;
  return newVisit(
    newDirectory(path, parent.prefix + name, above, stats),
    `${parent.place}${raw}/`,
    `${raw}/`,
  );
}

export function newProgress(visit: Visit): Progress {
  return {
    blocks: [],
    started: visit.foundFrom + visit.found.length,
    listed: 0,
    planned: false,
    listing: false,
  };
}

/** Sets what the next names are. */
export function showFound(visit: Visit, found: Found[]): void {
  visit.foundFrom = visit.next;
  visit.found = found;
}

/** Whether something has to be read before more of it can be handed out. */
export function needsReading({ names, next, found, foundFrom }: Visit): boolean {
  return names === undefined || (next === foundFrom + found.length && next < names.length);
}

/** Whether everything in it has been handed out. */
export function isFinished({ names, next, late }: Visit): boolean {
  return names !== undefined && next === names.length && late.length === 0;
}

/** Lets go of what was read: its parent keeps a reference to the visit until its own block is done. */
export function forget(visit: Visit): void {
  visit.names = [];
  visit.next = 0;
  showFound(visit, []);
}

function newDirectory(path: string, absolute: string, parent: Directory | undefined, stats: Seen): Directory {
  const depth = parent === undefined ? 0 : parent.depth + 1;
  return { path, absolute, depth, parent, stats, files: 0, subdirectories: 0, skipped: 0, problems: 0 };
}

function newVisit(directory: Directory, place: string, turn: string): Visit {
  const prefix = directory.absolute === '/' ? '/' : `${directory.absolute}/`;
  return {
    type: 'directory',
    directory,
    prefix,
    place,
    turn,
    names: undefined,
    trouble: undefined,
    next: 0,
    found: [],
    foundFrom: 0,
    late: [],
    progress: undefined,
  };
}
