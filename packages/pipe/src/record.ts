import { Failure } from './failure.ts';
import { parseHeld } from './held-line.ts';
import type { BadLine } from './lines.ts';
import { UnreadableLine } from './unreadable-line.ts';

/** One line that has been read: its text stays as it came, its members are known. */
export interface Item<R = unknown> {
  readonly text: string;
  /** The text, parsed. */
  readonly parsed: JsonObject;
  /** What the tool's schema made of it. */
  readonly record: R;
  readonly key: string;
  readonly rev: string;
  /** Where the bytes are, when the record says so. */
  readonly uri: string | undefined;
  /** The record asked to be handled without effect. */
  readonly dryRun: boolean;
  readonly line: number;
  /** The unreadable line in the ledger that this one makes up for: its id. */
  readonly heldId: string | undefined;
}

export type JsonObject = Record<string, unknown>;

export interface Parsed {
  readonly text: string;
  readonly parsed: JsonObject;
  readonly heldId: string | undefined;
}

/**
 * Parses a line into an object. A dead letter of an unreadable line (`{"error": …, "raw": …}`) stands for
 * the line it holds, so that dead letters can be mended and sent in again.
 *
 * @returns undefined for a blank line
 * @throws UnreadableLine
 */
export function parseLine(line: string | BadLine, torn: boolean): Parsed | undefined {
  if (typeof line !== 'string') throw unreadable(line);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    if (line.trim() === '') return undefined;
    throw notJson(line, torn, cause as Error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableLine(
      'not_an_object',
      `a record is a JSON object, this is ${kindOf(value)}`,
      Buffer.from(line),
    );
  }
  const parsed = value as JsonObject;
  const held = parsed['error'] === undefined ? undefined : parseHeld(line, parsed);
  return held ?? { text: line, parsed, heldId: undefined };
}

function notJson(line: string, torn: boolean, cause: Error): UnreadableLine {
  if (!torn) return new UnreadableLine('bad_json', `not JSON: ${cause.message}`, Buffer.from(line));
  const message = 'the last line has no end and is not JSON';
  return new UnreadableLine(
    'truncated_line',
    message,
    Buffer.from(line),
    'its writer was cut off: run it again',
  );
}

function unreadable({ code, size, bytes, digest }: BadLine): UnreadableLine {
  if (code === 'bad_utf8') {
    return new UnreadableLine(
      'bad_utf8',
      'the line is not valid UTF-8',
      bytes,
      'write it as UTF-8 and send it again',
    );
  }
  const hint = 'only its beginning is kept: raise --max-line and send it again';
  return new UnreadableLine('line_too_long', `the line has ${size} bytes`, bytes, hint, digest);
}

/** The fields of the contract that say which item it is. */
export interface Identity {
  readonly key: string;
  readonly rev: string;
  readonly uri: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Takes the fields of the contract out of a parsed record; the rest is the tool's business.
 *
 * @throws Failure of class reject that names the field
 */
export function identify(record: JsonObject): Identity {
  const { key, rev, uri, version, files, dryRun } = record;
  if (typeof key !== 'string' || key === '') throw bad('key', 'a non-empty text', key);
  if (!key.isWellFormed()) throw bad('key', 'well-formed Unicode', key);
  if (rev !== undefined) checkText('rev', rev);
  if (uri !== undefined) checkText('uri', uri);
  if (version !== undefined && typeof version !== 'string') throw bad('version', 'a text', version);
  if (files !== undefined && !Array.isArray(files)) throw bad('files', 'an array', files);
  if (dryRun !== undefined && typeof dryRun !== 'boolean') throw bad('dryRun', 'true or false', dryRun);
  return {
    key,
    rev: (rev as string | undefined) ?? '',
    uri: uri as string | undefined,
    dryRun: dryRun === true,
  };
}

// Half of a surrogate pair comes out of the ledger as another character, and is then never found again.
function checkText(field: string, value: unknown): void {
  if (typeof value !== 'string') throw bad(field, 'a text', value);
  if (!value.isWellFormed()) throw bad(field, 'well-formed Unicode', value);
}

function bad(field: string, expected: string, found: unknown): Failure {
  const shown =
    found === undefined
      ? 'missing'
      : typeof found === 'string'
        ? JSON.stringify(found).slice(0, 80)
        : kindOf(found);
  return new Failure('reject', 'bad_record', `${field} must be ${expected}, it is ${shown}`);
}

/** Not the value itself: JSON that is nested a million times can be parsed, but not written. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
