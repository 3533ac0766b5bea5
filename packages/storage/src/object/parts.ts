import type { PartMemory } from './part-memory.ts';

/** A run of bytes that a store takes in one request. */
export interface Part {
  /** From 0. */
  readonly index: number;
  /** Offset of the first byte in the whole. */
  readonly start: number;
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

export interface PartSizes {
  /** Bytes of every part but the last, unless a cut ends it earlier; may grow with the number of the part. */
  readonly partSize: number | ((index: number) => number);
  /** Offsets in the whole, ascending, at which a part ends. */
  readonly cuts?: readonly number[];
  /** Offset of the source's first byte in the whole; default 0. */
  readonly start?: number;
  /** Bytes of the source where that is known: the memory of a part is then taken at once. */
  readonly size?: number | undefined;
  /** Where the memory of a part comes from; default new one for each. */
  readonly memory?: PartMemory;
}

/**
 * Cuts a stream into parts, reading it once. Holds one part and one block of the source; the bytes of a part are its
 * own. Of an empty source there is one part without bytes.
 */
export async function* cutParts(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { partSize, cuts = [], start: first = 0, size, memory }: PartSizes,
): AsyncGenerator<Part, void> {
  let index = 0;
  let start = first;
  let nextCut = 0;
  let limit = 0;
  let held: Buffer = EMPTY;
  let used = 0;

  const begin = (): void => {
    while (nextCut < cuts.length && cuts[nextCut]! <= start) nextCut++;
    const full = typeof partSize === 'number' ? partSize : partSize(index);
    limit = Math.min(full, (cuts[nextCut] ?? Number.POSITIVE_INFINITY) - start);
    held = EMPTY;
    used = 0;
  };
  const end = (isLast: boolean): Part => {
    const part = { index: index++, start, bytes: held.subarray(0, used), isLast };
    start += used;
    return part;
  };

  begin();
  for await (const block of source) {
    for (let at = 0; at < block.length;) {
      // A full part waits for the byte after it, which tells that it is not the last.
      if (used === limit) {
        yield end(false);
        begin();
      }
      const taken = Math.min(block.length - at, limit - used);
      const expected = size === undefined ? LEAST : first + size - start;
      held = withRoom(held, used, taken, limit, expected, memory);
      held.set(block.subarray(at, at + taken), used);
      used += taken;
      at += taken;
    }
  }
  yield end(true);
}

const EMPTY = Buffer.alloc(0);
const LEAST = 64 * 1024;

/** Doubles, so that a small object does not cost the memory of a whole part. */
function withRoom(
  held: Buffer,
  used: number,
  more: number,
  limit: number,
  expected: number,
  memory: PartMemory | undefined,
): Buffer {
  if (used + more <= held.length) return held;
  const bytes = Math.min(limit, Math.max(expected, held.length * 2, used + more));
  const wider = memory?.take(bytes) ?? Buffer.allocUnsafeSlow(bytes);
  held.copy(wider, 0, 0, used);
  return wider;
}
