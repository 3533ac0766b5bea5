import {
  checkDepth,
  readByte,
  readLength,
  readListHeader,
  readMapHeader,
  readWhole,
  skipBytes,
  unknownType,
  type Cursor,
} from './cursor.ts';
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

/** Goes behind a value without decoding it. @throws ParquetError `corrupt` */
export function skipValue(cursor: Cursor, type: number, depth: number): void {
  switch (type) {
    case TRUE:
    case FALSE:
    case I8:
      return skipBytes(cursor, 1);
    case I16:
    case I32:
    case I64:
      return void readWhole(cursor);
    case DOUBLE:
      return skipBytes(cursor, 8);
    case UUID:
      return skipBytes(cursor, 16);
    case BINARY:
      return skipBytes(cursor, readLength(cursor));
    case LIST:
    case SET:
      return skipList(cursor, depth);
    case MAP:
      return skipMap(cursor, depth);
    case STRUCT:
      return skipStruct(cursor, depth + 1);
    default:
      throw unknownType(cursor, type);
  }
}

function skipStruct(cursor: Cursor, depth: number): void {
  checkDepth(depth);
  for (;;) {
    const header = readByte(cursor);
    const type = header & 0x0f;
    if (type === STOP) return;
    if (header >> 4 === 0) readWhole(cursor);
    if (type !== TRUE && type !== FALSE) skipValue(cursor, type, depth);
  }
}

function skipList(cursor: Cursor, depth: number): void {
  checkDepth(depth);
  const { element, size } = readListHeader(cursor);
  for (let index = 0; index < size; index++) skipValue(cursor, element, depth + 1);
}

function skipMap(cursor: Cursor, depth: number): void {
  checkDepth(depth);
  const { key, value, size } = readMapHeader(cursor);
  for (let index = 0; index < size; index++) {
    skipValue(cursor, key, depth + 1);
    skipValue(cursor, value, depth + 1);
  }
}
