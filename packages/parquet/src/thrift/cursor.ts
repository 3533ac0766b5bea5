import { corrupt, type ParquetError } from '../parquet-error.ts';

/** Deeper than any struct of Parquet; what goes further is garbage that would only exhaust the stack. */
const MAX_DEPTH = 48;

/** A place in encoded bytes. Everything here reads on from it and throws ParquetError `corrupt` at their end. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

export function checkDepth(depth: number): void {
  if (depth > MAX_DEPTH) throw corrupt('the footer is nested deeper than any Parquet footer');
}

export function unknownType({ at }: Cursor, type: number): ParquetError {
  return corrupt(`the footer has a field of the unknown Thrift type ${type} at its byte ${at}`);
}

export function readListHeader(cursor: Cursor): { element: number; size: number } {
  const header = readByte(cursor);
  const size = header >> 4 === 15 ? readLength(cursor) : header >> 4;
  return { element: header & 0x0f, size };
}

export function readMapHeader(cursor: Cursor): { key: number; value: number; size: number } {
  const size = readLength(cursor);
  const types = size === 0 ? 0 : readByte(cursor);
  return { key: types >> 4, value: types & 0x0f, size };
}

export function readByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at++];
  if (byte === undefined) throw corrupt('the footer ends within a field');
  return byte;
}

export function readBytes(cursor: Cursor, length: number): Uint8Array {
  const start = cursor.at;
  skipBytes(cursor, length);
  return cursor.bytes.subarray(start, cursor.at);
}

export function skipBytes(cursor: Cursor, length: number): void {
  const end = cursor.at + length;
  if (end > cursor.bytes.length) throw corrupt(`the footer ends within a value of ${length} bytes`);
  cursor.at = end;
}

export function readLength(cursor: Cursor): number {
  const length = readVarint(cursor);
  if (typeof length === 'bigint') throw corrupt(`the footer gives a length of ${length}`);
  return length;
}

/** A ZigZag number: 0, -1, 1, -2, … */
export function readWhole(cursor: Cursor): number | bigint {
  const raw = readVarint(cursor);
  if (typeof raw === 'number') return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
  const value = (raw >> 1n) ^ -(raw & 1n);
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** Seven bits a byte, the lowest first; as a number while that is exact for sure (7 bytes, 49 bits). */
function readVarint(cursor: Cursor): number | bigint {
  let low = 0;
  let scale = 1;
  for (let count = 0; count < 7; count++) {
    const byte = readByte(cursor);
    low += (byte & 0x7f) * scale;
    if (byte < 0x80) return low;
    scale *= 128;
  }
  let value = BigInt(low);
  for (let shift = 49n; shift < 70n; shift += 7n) {
    const byte = readByte(cursor);
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
  throw corrupt(`the footer has a number of more than 64 bits at its byte ${cursor.at}`);
}
