import { createHash, type Hash } from 'node:crypto';
import type { BadLine } from './lines.ts';

/** A line of which the end has not come yet. */
export interface PartialLine {
  /** Bytes so far. */
  readonly size: number;
  /** Copies what it keeps. */
  add(chunk: Buffer): void;
  /** The line; a new one begins. */
  take(): Buffer | BadLine;
}

/** How much is kept of a line that is too long. */
const HEAD = 4096;

/**
 * Keeps the chunks of a line as a list, since joining at every chunk is quadratic. Of a line that is too long
 * only the beginning stays in memory, and a digest that tells it from others that begin alike.
 */
export function partialLine(maxBytes: number): PartialLine {
  let size = 0;
  let parts: Buffer[] = [];
  let kept = 0;
  let hash: Hash | undefined;

  const keep = (chunk: Buffer): void => {
    parts.push(Buffer.from(chunk));
    kept += chunk.length;
  };
  return {
    get size() {
      return size;
    },
    add(chunk) {
      if (chunk.length === 0) return;
      size += chunk.length;
      if (size <= maxBytes) {
        keep(chunk);
        return;
      }
      if (hash === undefined) {
        hash = createHash('sha256');
        for (const part of parts) hash.update(part);
        parts = [Buffer.concat(parts, Math.min(HEAD, kept))];
        kept = parts[0]!.length;
      }
      hash.update(chunk);
      if (kept < HEAD) keep(chunk.subarray(0, HEAD - kept));
    },
    take() {
      const joined = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      const line: Buffer | BadLine =
        hash === undefined
          ? joined
          : { code: 'line_too_long', size, bytes: joined, digest: hash.digest('hex') };
      size = 0;
      kept = 0;
      parts = [];
      hash = undefined;
      return line;
    },
  };
}

/** What is kept of a line that came in one piece and is too long. */
export function tooLong(line: Buffer): BadLine {
  const digest = createHash('sha256').update(line).digest('hex');
  return { code: 'line_too_long', size: line.length, bytes: Buffer.from(line.subarray(0, HEAD)), digest };
}
