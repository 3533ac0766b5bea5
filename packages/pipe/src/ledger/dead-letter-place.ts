import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageFailure } from '../failure.ts';

/** How a dead-letter file is called unless told otherwise: what bears this name is one, also when a person has edited it. */
export const DEAD_LETTER_END = '.dead-letter.ndjson';

const LOOK_BYTES = 64 * 1024;

/**
 * Makes sure that a dead-letter file, which is replaced or removed at the end of the run, is nothing else that its
 * path was given for by mistake.
 *
 * @throws UsageFailure `not_dead_letter`
 */
export function checkDeadLetterPlace(path: string, ledgerPath: string | undefined): void {
  if (path.endsWith(DEAD_LETTER_END)) return;
  const isLedger = ledgerPath !== undefined && resolve(path) === resolve(ledgerPath);
  if (!isLedger && (isNoFullFile(path) || looksLikeDeadLetters(firstLine(path)))) return;
  throw new UsageFailure('not_dead_letter', `dead letter ${path}: the file is for something else`, {
    hint: 'name another with --dead-letter',
  });
}

function isNoFullFile(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() !== true || stat.size === 0;
}

/** Undefined for one that is too long to be looked at, or in a file that this user may not read. */
function firstLine(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    // Whether it can be written is seen when there is something to write.
    return undefined;
  }
  try {
    const bytes = Buffer.alloc(LOOK_BYTES);
    const size = readSync(file, bytes);
    const text = bytes.toString('utf8', 0, size);
    return size === LOOK_BYTES && !text.includes('\n') ? undefined : text.split('\n', 1)[0];
  } finally {
    closeSync(file);
  }
}

function looksLikeDeadLetters(line: string | undefined): boolean {
  if (line === undefined) return true;
  try {
    const { error } = JSON.parse(line) as { error?: unknown };
    return typeof error === 'object' && error !== null;
  } catch {
    return false;
  }
}
