import {
  checkDepth,
  readByte,
  readBytes,
  readLength,
  readListHeader,
  readMapHeader,
  readWhole,
  unknownType,
  type Cursor,
} from './cursor.ts';
import { skipValue } from './skip.ts';
import type { Field, Struct, ThriftList, ThriftMap, ThriftValue, Undecoded } from './thrift.ts';
import {
  BINARY,
  DOUBLE,
  FALSE,
  I16,
  I32,
  I64,
  I8,
  LIST,
  MAP,
  SET,
  STOP,
  STRUCT,
  TRUE,
  UUID,
} from './types.data.ts';

/**
 * That of ColumnMetaData: what is in there (statistics above all) is most of a large footer, and mostly of no interest.
 */
const LAZY_DEPTH = 5;

/**
 * Decodes a struct in Thrift's compact protocol. Binaries are views of `bytes`.
 *
 * @throws ParquetError `corrupt` when the bytes are none
 */
export function decodeStruct(bytes: Uint8Array): Struct {
  // A view of a Buffer is a Buffer, and takes several times as long to make.
  return readStruct({ bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 }, 0);
}

/** Decodes what was left for later. @throws ParquetError `corrupt` */
export function decodeLater({ source, start, end }: Undecoded, type: number): ThriftValue {
  return readValue({ bytes: source.subarray(start, end), at: 0 }, type, 0);
}

function readStruct(cursor: Cursor, depth: number): Struct {
  checkDepth(depth);
  const fields: Field[] = [];
  for (let last = 0; ;) {
    const header = readByte(cursor);
    const type = header & 0x0f;
    if (type === STOP) return fields;
    const delta = header >> 4;
    const id: number = delta === 0 ? Number(readWhole(cursor)) : last + delta;
    const value = readField(cursor, type, depth);
    fields.push({ id, type, value });
    last = id;
  }
}

function readField(cursor: Cursor, type: number, depth: number): ThriftValue {
  if (type === TRUE || type === FALSE) return type === TRUE;
  const isLazy = depth >= LAZY_DEPTH && type >= LIST && type <= STRUCT;
  if (!isLazy) return readValue(cursor, type, depth);
  const start = cursor.at;
  skipValue(cursor, type, depth);
  return { source: cursor.bytes, start, end: cursor.at };
}

function readValue(cursor: Cursor, type: number, depth: number): ThriftValue {
  switch (type) {
    // Only in lists and maps: a field has its boolean in its header.
    case TRUE:
    case FALSE:
      return readByte(cursor) === TRUE;
    case I8:
      return (readByte(cursor) << 24) >> 24;
    case I16:
    case I32:
    case I64:
      return readWhole(cursor);
    case DOUBLE:
      return readBytes(cursor, 8);
    case UUID:
      return readBytes(cursor, 16);
    case BINARY:
      return readBytes(cursor, readLength(cursor));
    case LIST:
    case SET:
      return readList(cursor, depth);
    case MAP:
      return readMap(cursor, depth);
    case STRUCT:
      return readStruct(cursor, depth + 1);
    default:
      throw unknownType(cursor, type);
  }
}

function readList(cursor: Cursor, depth: number): ThriftList {
  checkDepth(depth);
  const { element, size } = readListHeader(cursor);
  const values: ThriftValue[] = [];
  for (let index = 0; index < size; index++) values.push(readValue(cursor, element, depth + 1));
  return { element, values };
}

function readMap(cursor: Cursor, depth: number): ThriftMap {
  checkDepth(depth);
  const { key, value, size } = readMapHeader(cursor);
  const entries: [ThriftValue, ThriftValue][] = [];
  for (let index = 0; index < size; index++) {
    entries.push([readValue(cursor, key, depth + 1), readValue(cursor, value, depth + 1)]);
  }
  return { key, value, entries };
}
