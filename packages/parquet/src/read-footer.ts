import type { Footer } from './footer.ts';
import { corrupt, ParquetError } from './parquet-error.ts';
import { parseFooter } from './parse-footer.ts';

/** Reads bytes [start, end) of a file. */
export type ReadRange = (start: number, end: number) => Promise<Uint8Array>;

/** What one request brings: the whole footer of most files (`File format`, apache/parquet-format README). */
const TAIL = 64 * 1024;

/** The length of FileMetaData and the magic bytes. */
const TRAILER = 8;

/** Magic bytes at the start as well. */
const MAGIC = 4;

/**
 * Reads what the end of a Parquet file says, in one read of 64 KiB, or two when the footer is larger.
 *
 * @param size bytes of the whole file
 * @param options.tail the last bytes of the file, when they are at hand: then they are not read again
 * @throws ParquetError `notParquet`, `encrypted` or `corrupt`; whatever `read` throws
 */
export async function readFooter(
  size: number,
  read: ReadRange,
  options: { readonly tail?: Uint8Array } = {},
): Promise<Footer> {
  if (size < MAGIC + TRAILER)
    throw new ParquetError('notParquet', `it is no Parquet file: it has ${size} bytes only`);
  let tail = (options.tail ?? new Uint8Array()).subarray(-size);
  if (tail.length < TRAILER) tail = await exactly(read, Math.max(0, size - TAIL), size);
  const length = footerLength(tail);
  const footerStart = size - TRAILER - length;
  if (footerStart < MAGIC)
    throw corrupt(`the footer should have ${length} bytes, the whole file has ${size}`);
  const tailStart = size - tail.length;
  if (footerStart >= tailStart) {
    return parseFooter(tail.subarray(footerStart - tailStart, -TRAILER), footerStart, size);
  }
  const head = await exactly(read, footerStart, tailStart);
  return parseFooter(Buffer.concat([head, tail]).subarray(0, length), footerStart, size);
}

function footerLength(tail: Uint8Array): number {
  const trailer = Buffer.from(tail.subarray(-TRAILER));
  const magic = trailer.toString('latin1', 4);
  if (magic === 'PARE') throw new ParquetError('encrypted', 'the footer is encrypted');
  if (magic !== 'PAR1')
    throw new ParquetError('notParquet', 'it is no Parquet file: it does not end with PAR1');
  return trailer.readUInt32LE(0);
}

async function exactly(read: ReadRange, start: number, end: number): Promise<Uint8Array> {
  const bytes = await read(start, end);
  if (bytes.length !== end - start)
    throw corrupt(`bytes ${start} to ${end} were asked for, ${bytes.length} came`);
  return bytes;
}
