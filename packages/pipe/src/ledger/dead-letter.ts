import { isUtf8 } from 'node:buffer';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { makeDirectory } from '../directory.ts';
import { Failure, asFailure } from '../failure.ts';
import { withMembers } from '../members.ts';
import { unusable } from './unusable.ts';

/**
 * Everything in the ledger that did not commit, as lines that the same tool reads: the record as it came with
 * an `error` member, or `{error, raw}` (`rawBase64` for bytes that are no text) for a line that is no record, and
 * `{error, row}` for a table row.
 *
 * @throws Failure fatal `ledger_unusable`
 */
export function* deadLetters(db: DatabaseSync): Generator<string> {
  try {
    yield* letters(db);
  } catch (cause) {
    throw unusable(db.location() ?? '', cause);
  }
}

function* letters(db: DatabaseSync): Generator<string> {
  // The second condition is what lets SQLite use the index of what is not done.
  const failed = db.prepare(`
    SELECT line, error FROM items WHERE state = 'failed' AND state <> 'done' ORDER BY key, rev`);
  for (const { line, error } of failed.iterate() as Iterable<{ line: string; error: string }>) {
    yield withMembers(line, JSON.parse(line) as object, { error: JSON.parse(error) as unknown });
  }
  const unreadable = db.prepare('SELECT line, held, error FROM unreadable ORDER BY at, id');
  for (const { line, held, error } of unreadable.iterate() as Iterable<HeldRow>) {
    yield `{"error":${error},${heldMember(Buffer.from(line), held)}}`;
  }
}

interface HeldRow {
  readonly line: Uint8Array;
  readonly held: 'raw' | 'row';
  readonly error: string;
}

function heldMember(line: Buffer, held: 'raw' | 'row'): string {
  if (!isUtf8(line)) return `"rawBase64":"${line.toString('base64')}"`;
  return held === 'row' ? `"row":${line.toString()}` : `"raw":${JSON.stringify(line.toString())}`;
}

/**
 * Makes the file hold just what the ledger says still waits; no file when nothing does. It is replaced at
 * once, so a reader sees the old one or the new one, and `tool < dead-letter` may rewrite what it reads. What is no
 * file, such as a pipe, is written to.
 *
 * @param keepsOld adds to what the file holds already
 * @returns how many lines were written
 * @throws Failure fatal `dead_letter_unwritable`, `disk_full`
 */
export function writeDeadLetters(db: DatabaseSync, path: string, keepsOld = false): number {
  const temporary = `${path}.part`;
  try {
    if (isNoFile(path)) return writeLines(deadLetters(db), path);
    makeDirectory(dirname(path));
    const hasOld = keepsOld && existsSync(path);
    if (hasOld) copyFileSync(path, temporary);
    else rmSync(temporary, { force: true });
    const count = writeLines(deadLetters(db), temporary);
    if (count > 0 || hasOld) renameSync(temporary, path);
    else for (const file of [temporary, path]) rmSync(file, { force: true });
    syncDirectory(dirname(path));
    return count;
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw unwritable(path, cause);
  }
}

/** Whether it is a pipe or /dev/null: they take what is written, and putting a file in their place breaks them. */
function isNoFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
}

function writeLines(lines: Iterable<string>, path: string): number {
  let count = 0;
  let block = '';
  const file = openSync(path, 'a', 0o600);
  try {
    for (const line of lines) {
      count++;
      block += `${line}\n`;
      if (block.length > 1 << 16) {
        writeFileSync(file, block);
        block = '';
      }
    }
    // Not writeSync: on a disk that is nearly full that one writes a part and says nothing.
    writeFileSync(file, block);
    if (fstatSync(file).isFile()) fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return count;
}

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function unwritable(path: string, cause: unknown): Failure {
  const { code = 'dead_letter_unwritable', hint = 'name another with --dead-letter' } =
    asFailure(cause) ?? {};
  return new Failure('fatal', code, `dead letter ${path}: ${(cause as Error).message}`, { hint, cause });
}
