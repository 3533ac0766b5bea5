import { isUtf8 } from 'node:buffer';
import { partialLine, tooLong } from './partial-line.ts';

/** A line that is no text: it goes to the dead letter as it came. */
export interface BadLine {
  readonly code: 'line_too_long' | 'bad_utf8';
  /** Bytes of the whole line. */
  readonly size: number;
  /** The line, or the first 4 KiB of one that is too long. */
  readonly bytes: Buffer;
  /** SHA-256 of the whole line in hexadecimal, where `bytes` is only its beginning. */
  readonly digest?: string;
}

export interface LineBatch {
  /** Number of the first line, from 1. */
  readonly first: number;
  readonly lines: readonly (string | BadLine)[];
  /** Bytes of input that this batch used up. */
  readonly size: number;
  /** The input ended without a newline: the last line may be cut off. */
  readonly torn: boolean;
}

const LF = 10;
const CR = 13;
const BOM = '\uFEFF';

/**
 * Cuts a byte stream into lines, a batch per chunk, at byte 0x0A only: U+2028 is legal inside JSON, and
 * readline would cut there. Carriage returns before the newline and a byte order mark at the start are dropped.
 *
 * @param input its chunks are used up before the next is asked for, so they may share memory
 * @param maxLineBytes bounds memory: a longer line is not kept, whatever the chunks it comes in
 */
export async function* readLines(
  input: AsyncIterable<Buffer>,
  maxLineBytes: number,
): AsyncGenerator<LineBatch, void, undefined> {
  let number = 1;
  const partial = partialLine(maxLineBytes);
  const batch = (lines: (string | BadLine)[], size: number, torn: boolean): LineBatch => {
    if (number === 1 && typeof lines[0] === 'string' && lines[0].startsWith(BOM))
      lines[0] = lines[0].slice(1);
    const made = { first: number, lines, size, torn };
    number += lines.length;
    return made;
  };

  for await (const chunk of input) {
    const last = chunk.lastIndexOf(LF);
    if (last === -1) {
      partial.add(chunk);
      continue;
    }
    let lines: (string | BadLine)[];
    if (partial.size === 0) {
      lines = decode(chunk.subarray(0, last), maxLineBytes);
    } else {
      const first = chunk.indexOf(LF);
      partial.add(chunk.subarray(0, first));
      lines = [whole(partial.take())];
      if (last > first) lines = lines.concat(decode(chunk.subarray(first + 1, last), maxLineBytes));
    }
    partial.add(chunk.subarray(last + 1));
    yield batch(lines, chunk.length, false);
  }
  if (partial.size > 0) yield batch([whole(partial.take())], 0, true);
}

/** Checks and decodes a whole block at once; only a block with a bad byte is looked at line by line. */
function decode(block: Buffer, maxLineBytes: number): (string | BadLine)[] {
  if (block.length <= maxLineBytes && isUtf8(block)) {
    const lines = block.toString().split('\n');
    return block.includes(CR) ? lines.map(withoutCarriageReturn) : lines;
  }
  const lines: (string | BadLine)[] = [];
  for (let start = 0; start <= block.length;) {
    const end = block.indexOf(LF, start);
    const stop = end === -1 ? block.length : end;
    const line = block.subarray(start, stop);
    lines.push(whole(line.length > maxLineBytes ? tooLong(line) : line));
    start = stop + 1;
  }
  return lines;
}

function whole(line: Buffer | BadLine): string | BadLine {
  if (!Buffer.isBuffer(line)) return line;
  if (!isUtf8(line)) return { code: 'bad_utf8', size: line.length, bytes: Buffer.from(line) };
  return withoutCarriageReturn(line.toString());
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
