import type { Look } from './look.ts';
import { nameText, skippedByName } from './names.ts';
import { isDirectory, seeNow, type Seen, type Unseen } from './seen.ts';

/**
 * What was seen of many names, in numbers: six for each. It waits in little memory, costs the garbage collector
 * nothing, and moves between threads without being copied.
 */
export interface Sheet {
  readonly numbers: Float64Array<ArrayBuffer>;
  /** What could not be seen, by position. */
  readonly unseen: Map<number, Unseen>;
  /** Positions in use. */
  used: number;
}

const numbersPerName = 6;

export function newSheet(names: number): Sheet {
  return { numbers: new Float64Array(names * numbersPerName), unseen: new Map(), used: 0 };
}

export function hasRoom(sheet: Sheet, names: number): boolean {
  return (sheet.used + names) * numbersPerName <= sheet.numbers.length;
}

/**
 * Looks at names with plain calls and writes down what was seen. A name that says enough by itself keeps its
 * position, unused.
 */
export function fillIn(
  sheet: Sheet,
  prefix: string,
  names: readonly string[],
  follow: boolean,
  hidden: boolean,
): void {
  for (const raw of names) {
    const position = sheet.used++;
    const name = skippedByName(raw, hidden) === undefined ? nameText(raw) : undefined;
    if (name === undefined) continue;
    const seen = seeNow(prefix + name, follow);
    if (seen.mode === undefined) sheet.unseen.set(position, seen);
    else write(sheet.numbers, position * numbersPerName, seen);
  }
}

/** What was seen of the names from position `first` on. */
export function lookIn({ numbers, unseen }: Sheet, first: number, length: number): Look {
  return {
    length,
    isDirectory: (index) => isDirectory(numbers[(first + index) * numbersPerName]!),
    seen: (index) => unseen.get(first + index) ?? read(numbers, (first + index) * numbersPerName),
  };
}

function write(numbers: Float64Array, at: number, seen: Seen): void {
  numbers[at] = seen.mode;
  numbers[at + 1] = seen.size;
  numbers[at + 2] = seen.mtimeMs;
  numbers[at + 3] = seen.ctimeMs;
  numbers[at + 4] = seen.dev;
  numbers[at + 5] = seen.ino;
}

function read(numbers: Float64Array, at: number): Seen {
  return {
    mode: numbers[at]!,
    size: numbers[at + 1]!,
    mtimeMs: numbers[at + 2]!,
    ctimeMs: numbers[at + 3]!,
    dev: numbers[at + 4]!,
    ino: numbers[at + 5]!,
  };
}
