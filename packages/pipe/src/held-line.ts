import { isUtf8 } from 'node:buffer';
import { parseObject, type JsonObject } from './json-line.ts';
import type { Parsed } from './record.ts';
import { valueText } from './top-members.ts';
import { UnreadableLine } from './unreadable-line.ts';

/**
 * Takes the line out of the dead letter of one that was no record (`{error, raw}`, `rawBase64` for bytes that are
 * no text) or of a row (`{error, row}`).
 *
 * @returns undefined when it is something else, such as a row with a column `error`
 * @throws UnreadableLine when the line it holds still cannot be read
 */
export function parseHeld(text: string, parsed: JsonObject): Parsed | undefined {
  const { error, raw, rawBase64, row } = parsed;
  const { id, code } = (error ?? {}) as { id?: unknown; code?: unknown };
  if (typeof id !== 'string' || !/^[0-9a-f]{64}$/.test(id) || Object.keys(parsed).length !== 2)
    return undefined;
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) {
    return { text: valueText(text, 'row')!, parsed: row as JsonObject, heldId: id };
  }
  const bytes =
    typeof rawBase64 === 'string'
      ? Buffer.from(rawBase64, 'base64')
      : typeof raw === 'string'
        ? Buffer.from(raw)
        : undefined;
  if (bytes === undefined) return undefined;
  try {
    const line = isUtf8(bytes) ? bytes.toString() : { code: 'bad_utf8' as const, size: bytes.length, bytes };
    const held = parseObject(line, false);
    if (held === undefined) throw blank(id);
    return { text: line as string, parsed: held, heldId: id };
  } catch (cause) {
    if (cause instanceof UnreadableLine) throw again(cause, id, code);
    throw cause;
  }
}

/** It came back as bad as it was; of a line that was too long there is only the beginning, which says nothing. */
function again(
  { message, bytes, hint, id, code }: UnreadableLine,
  heldId: string,
  before: unknown,
): UnreadableLine {
  if (before !== 'line_too_long') return new UnreadableLine(code, message, bytes, hint, id, heldId);
  const kept = 'this is the beginning of a line that was too long';
  const back = 'send the whole line again with a higher --max-line, then "leat-ledger forget" this id';
  return new UnreadableLine(before, kept, bytes, back, heldId, heldId);
}

function blank(id: string): UnreadableLine {
  const hint = '"leat-ledger forget" this id to be rid of it';
  return new UnreadableLine('bad_json', 'the dead letter holds no line', Buffer.alloc(0), hint, id, id);
}
