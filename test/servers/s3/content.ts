import { createHash } from 'node:crypto';

/** Bytes of an object: real ones and runs of zeros that take no memory. */
export interface Content {
  readonly size: number;
  readonly pieces: readonly Piece[];
}

type Piece = Buffer | { readonly length: number };

const CHUNK = 1024 * 1024;
const ZEROS = Buffer.alloc(CHUNK);
/** Longer runs of zeros are not hashed: 5 GB take many seconds. */
const HASHED_ZEROS = 64 * CHUNK;

export function contentOf(bytes: Buffer): Content {
  return { size: bytes.length, pieces: bytes.length === 0 ? [] : [bytes] };
}

export function zeros(size: number): Content {
  return { size, pieces: [{ length: size }] };
}

export function join(contents: readonly Content[]): Content {
  const pieces = contents.flatMap((content) => content.pieces);
  return { size: contents.reduce((sum, { size }) => sum + size, 0), pieces };
}

/** Bytes from `start` to before `end`. */
export function slice(content: Content, start: number, end: number): Content {
  const pieces: Piece[] = [];
  let offset = 0;
  for (const piece of content.pieces) {
    const from = Math.max(0, start - offset);
    const to = Math.min(piece.length, end - offset);
    if (from < to) pieces.push(Buffer.isBuffer(piece) ? piece.subarray(from, to) : { length: to - from });
    offset += piece.length;
  }
  return { size: end - start, pieces };
}

/** The bytes in pieces of at most 1 MiB. */
export function* chunks(content: Content): Generator<Buffer> {
  for (const piece of content.pieces) {
    for (let start = 0; start < piece.length; start += CHUNK) {
      const end = Math.min(piece.length, start + CHUNK);
      yield Buffer.isBuffer(piece) ? piece.subarray(start, end) : ZEROS.subarray(0, end - start);
    }
  }
}

/** The bytes in one piece; of large runs of zeros something else, since nobody has the time and memory. */
export function standIn(content: Content): Buffer {
  const isLarge = content.pieces.some((piece) => !Buffer.isBuffer(piece) && piece.length > HASHED_ZEROS);
  return isLarge ? Buffer.from(`zeros ${content.size}`) : Buffer.concat([...chunks(content)]);
}

/** MD5 in hexadecimal; of large runs of zeros something that only looks like it. */
export function md5(content: Content): string {
  const hash = createHash('md5');
  for (const piece of content.pieces) {
    if (Buffer.isBuffer(piece)) hash.update(piece);
    else if (piece.length > HASHED_ZEROS) hash.update(`zeros ${piece.length}`);
    else for (const chunk of chunks(zeros(piece.length))) hash.update(chunk);
  }
  return hash.digest('hex');
}
