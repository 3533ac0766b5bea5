import type { Graft, Piece, ReadRange } from '@leat/parquet';

/** The new end of a table: bytes at hand, and where the rest of them is in the delta file. */
export interface Tail {
  readonly size: number;
  /** Reads [start, end), counted from the beginning of the tail. */
  readonly read: ReadRange;
}

const BLOCK = 4 * 2 ** 20;

/**
 * The bytes of a graft's tail. What has to be carried from the old table (page indexes, Bloom filters) is read now, so
 * that sending the tail again asks for nothing twice.
 *
 * @param old reads the table
 * @param delta reads the file with the new rows
 */
export async function tailOf(graft: Graft, old: ReadRange, delta: ReadRange): Promise<Tail> {
  const parts: { readonly start: number; readonly end: number; readonly read: ReadRange }[] = [];
  let size = 0;
  for (const piece of graft.tail) {
    const { length, read } = await open(piece, old, delta);
    parts.push({ start: size, end: size + length, read });
    size += length;
  }
  return {
    size,
    async read(start, end) {
      const blocks: Uint8Array[] = [];
      for (const part of parts) {
        const from = Math.max(start, part.start);
        const to = Math.min(end, part.end);
        if (from < to) blocks.push(await part.read(from - part.start, to - part.start));
      }
      return blocks.length === 1 ? blocks[0]! : Buffer.concat(blocks);
    },
  };
}

async function open(
  piece: Piece,
  old: ReadRange,
  delta: ReadRange,
): Promise<{ readonly length: number; readonly read: ReadRange }> {
  if ('bytes' in piece || piece.from === 'old') {
    const bytes = 'bytes' in piece ? piece.bytes : await old(piece.start, piece.end);
    return { length: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
  }
  const { start: base, end } = piece;
  return { length: end - base, read: (from, to) => delta(base + from, base + to) };
}

/** The same, given out when something else has turned out well. What that throws comes out of the first read. */
export function tailWhen({ size, read }: Tail, ready: Promise<unknown>): Tail {
  return {
    size,
    async read(start, end) {
      await ready;
      return read(start, end);
    },
  };
}

/** The tail as a stream, from an offset on. */
export async function* blocksOfTail({ size, read }: Tail, start = 0): AsyncGenerator<Uint8Array, void> {
  for (let at = start; at < size; at += BLOCK) yield await read(at, Math.min(size, at + BLOCK));
}
