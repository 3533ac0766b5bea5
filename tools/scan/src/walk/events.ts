import type { Seen } from './seen.ts';
import type { TroubleCode } from './trouble.ts';

/** A directory of the tree. Its counts are of its own entries only, and final when its `close` event comes. */
export interface Directory {
  /** Relative to the root, parts joined by `/`; `''` is the root itself. */
  readonly path: string;
  /** A path or an `s3:` or `az:` address, absolute, without a slash at the end (except `/`). */
  readonly absolute: string;
  /** 0 for the root. */
  readonly depth: number;
  readonly parent: Directory | undefined;
  readonly stats: Seen;
  files: number;
  /** Visible sub-directories, also those that could not be read or were not entered. */
  subdirectories: number;
  skipped: number;
  /** Troubles with this directory or with an entry of it: its list of files is not complete. */
  problems: number;
}

export interface FileEvent {
  readonly type: 'file';
  readonly directory: Directory;
  readonly name: string;
  /** Of the file itself, for a followed link of what it points to. */
  readonly stats: Seen;
  /** Of an object; that of a file is made of its size and times. */
  readonly version?: string;
}

/**
 * `link`: a symbolic link while links are not followed. `hidden`: a dot name. `inUse`: `.nfs…`, a deleted file
 * that some process still has open. `snapshot`: the history that some file servers show in every directory.
 * `notEntered`: a directory that `enter` refused.
 */
export type SkipReason = 'link' | 'hidden' | 'inUse' | 'snapshot' | 'notEntered';

export interface SkipEvent {
  readonly type: 'skip';
  readonly directory: Directory;
  readonly name: string;
  readonly why: SkipReason;
}

export interface ProblemEvent {
  readonly type: 'problem';
  /** The directory whose list of entries is incomplete by this. */
  readonly directory: Directory;
  /** Relative to the root; bytes that are not UTF-8 appear as U+FFFD. */
  readonly path: string;
  readonly code: TroubleCode;
  /** One sentence with the absolute path in it. */
  readonly message: string;
}

interface OpenEvent {
  readonly type: 'open';
  readonly directory: Directory;
}

interface CloseEvent {
  readonly type: 'close';
  readonly directory: Directory;
}

/**
 * What a walk says. Every directory is opened and closed once, the root too; everything about its entries,
 * including its sub-directories from `open` to `close`, comes in between.
 */
export type WalkEvent = OpenEvent | FileEvent | SkipEvent | ProblemEvent | CloseEvent;
