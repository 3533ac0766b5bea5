import type { MessagePort } from 'node:worker_threads';
import type { Sheet } from './sheet.ts';

/** What a reading thread is given. */
export interface ThreadData {
  readonly port: MessagePort;
  readonly follow: boolean;
  readonly hidden: boolean;
}

/** What it is asked. Names are joined by `/`, which no name has in it: one string travels fast. */
export interface Question {
  readonly id: number;
  /** Absolute path with a slash at the end. */
  readonly prefix: string;
  /** The names to look at; undefined to list the directory and look at its first block. */
  readonly names: string | undefined;
}

export interface Answer {
  readonly id: number;
  /** The names, or the errno why there are none. Undefined where names were given. */
  readonly listed: { readonly names: string } | { readonly errno: string } | undefined;
  /** How many names were looked at; they stand in the sheet, one answer after the other. */
  readonly count: number;
}

export interface Answers {
  readonly answers: readonly Answer[];
  readonly sheet: Sheet;
  /** System calls made and the time they took: what the pace is measured by. */
  readonly calls: number;
  readonly milliseconds: number;
}

export function joinNames(names: readonly string[]): string {
  return names.join('/');
}

export function splitNames(joined: string): string[] {
  return joined === '' ? [] : joined.split('/');
}
