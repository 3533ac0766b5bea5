import type { BadLine } from './lines.ts';
import { UnreadableLine } from './unreadable-line.ts';

export type JsonObject = Record<string, unknown>;

/**
 * The object that a line of JSON holds.
 *
 * @param torn the line has no end: its writer may have been cut off
 * @returns undefined for a blank line
 * @throws UnreadableLine
 */
export function parseObject(line: string | BadLine, torn: boolean): JsonObject | undefined {
  if (typeof line !== 'string') throw unreadable(line);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    if (line.trim() === '') return undefined;
    throw notJson(line, torn, cause as Error);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new UnreadableLine(
    'not_an_object',
    `a record is a JSON object, this is ${kindOf(value)}`,
    Buffer.from(line),
  );
}

function notJson(line: string, torn: boolean, cause: Error): UnreadableLine {
  if (!torn) {
    const hint = 'each line is a JSON object, such as leat-scan writes';
    return new UnreadableLine('bad_json', `not JSON: ${cause.message}`, Buffer.from(line), hint);
  }
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

/** Not the value itself: JSON that is nested a million times can be parsed, but not written. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
