import { lstatSync, readdirSync, statSync } from 'node:fs';
import { sortNames } from './names.ts';

/** What the system tells about a file or a directory: a part of `fs.Stats`, times in milliseconds. */
export interface Seen {
  readonly mode: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly dev: number;
  readonly ino: number;
}

/** What it tells instead when it cannot: `behindLink` when a link could be read, but not what it points to. */
export interface Unseen {
  readonly mode: undefined;
  /** For example `EACCES`. */
  readonly errno: string;
  readonly behindLink: boolean;
}

const typeMask = 0o170000;
const kinds: ReadonlyMap<number, string> = new Map([
  [0o100000, 'file'],
  [0o040000, 'directory'],
  [0o120000, 'link'],
  [0o010000, 'FIFO'],
  [0o140000, 'socket'],
  [0o060000, 'block device'],
  [0o020000, 'character device'],
]);

export function isDirectory(mode: number): boolean {
  return (mode & typeMask) === 0o040000;
}

/** `file`, `directory`, `link`, or a name for what else it is. */
export function kindOf(seen: Seen): string {
  return kinds.get(seen.mode & typeMask) ?? 'unknown thing';
}

/** Errors of network file systems that a second try may cure. */
export const passing: ReadonlySet<string> = new Set(['ESTALE', 'EIO']);

/** The sorted names in a directory as bytes (latin1), or the errno why it cannot be listed. */
export function listNow(directory: string): string[] | string {
  try {
    return sortNames(readdirSync(directory, 'latin1'));
  } catch (error) {
    const errno = errnoOf(error);
    return passing.has(errno) ? listAgain(directory) : errno;
  }
}

function listAgain(directory: string): string[] | string {
  try {
    return sortNames(readdirSync(directory, 'latin1'));
  } catch (error) {
    return errnoOf(error);
  }
}

// Without an Error object for what has vanished: those are slow.
const quiet = { throwIfNoEntry: false } as const;

/** Looks at a path; through it, if it is a link and links are followed. */
export function seeNow(path: string, follow: boolean): Seen | Unseen {
  let link = false;
  try {
    const seen = lstatSync(path, quiet);
    if (seen === undefined) return unseen('ENOENT', false);
    link = follow && kindOf(seen) === 'link';
    return link ? statSync(path) : seen;
  } catch (error) {
    return unseen(errnoOf(error), link);
  }
}

/** Whether two paths lead to the same thing, by its whole inode number. */
export function isSameNow(path: string, other: string): boolean {
  try {
    const one = statSync(path, { bigint: true });
    const two = statSync(other, { bigint: true });
    return one.ino === two.ino && one.dev === two.dev;
  } catch (error) {
    // What has just vanished, or may not be seen any more, is told when it is listed.
    errnoOf(error);
    return false;
  }
}

export function unseen(errno: string, behindLink: boolean): Unseen {
  return { mode: undefined, errno, behindLink };
}

/** The name of a system error, for example `EACCES`. */
export function errnoOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
