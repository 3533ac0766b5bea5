import { Failure } from './failure.ts';
import { parseHeld } from './held-line.ts';
import { kindOf, parseObject, type JsonObject } from './json-line.ts';
import type { BadLine } from './lines.ts';

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
  const parsed = parseObject(line, torn);
  if (parsed === undefined) return undefined;
  const text = line as string;
  const held = parsed['error'] === undefined ? undefined : parseHeld(text, parsed);
  return held ?? { text, parsed, heldId: undefined };
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
  if (typeof key !== 'string' || key === '') throw bad('key', 'a non-empty text', key, FOR_ROWS);
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

const FOR_ROWS = 'rows of a table, which have none, go to leat-blob-append';

function bad(field: string, expected: string, found: unknown, hint?: string): Failure {
  const shown =
    found === undefined
      ? 'missing'
      : typeof found === 'string'
        ? JSON.stringify(found).slice(0, 80)
        : kindOf(found);
  const detail = hint === undefined ? {} : { hint };
  return new Failure('reject', 'bad_record', `${field} must be ${expected}, it is ${shown}`, detail);
}
