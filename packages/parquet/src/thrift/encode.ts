import type { Struct, ThriftList, ThriftMap, ThriftValue } from './thrift.ts';
import { BINARY, FALSE, I16, I32, I64, I8, LIST, MAP, SET, STOP, STRUCT, TRUE } from './types.data.ts';

interface Sink {
  bytes: Uint8Array;
  length: number;
}

/** Encodes a struct in Thrift's compact protocol: the mirror of `decodeStruct`, byte for byte. */
export function encodeStruct(struct: Struct): Uint8Array {
  const sink: Sink = { bytes: new Uint8Array(1024), length: 0 };
  writeStruct(sink, struct);
  return sink.bytes.subarray(0, sink.length);
}

function writeStruct(sink: Sink, struct: Struct): void {
  let last = 0;
  for (const { id, type, value } of struct) {
    const header = typeof value === 'boolean' ? (value ? TRUE : FALSE) : type;
    if (id > last && id - last <= 15) writeByte(sink, ((id - last) << 4) | header);
    else {
      writeByte(sink, header);
      writeWhole(sink, id);
    }
    if (typeof value === 'boolean') {
      // It is in the header.
    } else if (typeof value === 'object' && 'source' in value) {
      writeBytes(sink, value.source.subarray(value.start, value.end));
    } else writeValue(sink, type, value);
    last = id;
  }
  writeByte(sink, STOP);
}

function writeValue(sink: Sink, type: number, value: ThriftValue): void {
  switch (type) {
    case TRUE:
    case FALSE:
      return writeByte(sink, value === true ? TRUE : FALSE);
    case I8:
      return writeByte(sink, (value as number) & 0xff);
    case I16:
    case I32:
    case I64:
      return writeWhole(sink, value as number | bigint);
    case BINARY:
      writeVarint(sink, (value as Uint8Array).length);
      return writeBytes(sink, value as Uint8Array);
    case LIST:
    case SET:
      return writeList(sink, value as ThriftList);
    case MAP:
      return writeMap(sink, value as ThriftMap);
    case STRUCT:
      return writeStruct(sink, value as Struct);
    default:
      return writeBytes(sink, value as Uint8Array);
  }
}

function writeList(sink: Sink, { element, values }: ThriftList): void {
  writeByte(sink, (Math.min(values.length, 15) << 4) | element);
  if (values.length >= 15) writeVarint(sink, values.length);
  for (const value of values) writeValue(sink, element, value);
}

function writeMap(sink: Sink, { key, value, entries }: ThriftMap): void {
  writeVarint(sink, entries.length);
  if (entries.length > 0) writeByte(sink, (key << 4) | value);
  for (const entry of entries) {
    writeValue(sink, key, entry[0]);
    writeValue(sink, value, entry[1]);
  }
}

function writeWhole(sink: Sink, value: number | bigint): void {
  if (typeof value === 'number' && Math.abs(value) < 2 ** 51) {
    return writeVarint(sink, value >= 0 ? value * 2 : -value * 2 - 1);
  }
  const wide = BigInt(value);
  for (let rest = BigInt.asUintN(64, (wide << 1n) ^ (wide >> 63n)); ; rest >>= 7n) {
    if (rest < 0x80n) return writeByte(sink, Number(rest));
    writeByte(sink, Number(rest & 0x7fn) | 0x80);
  }
}

function writeVarint(sink: Sink, value: number): void {
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 0x80) return writeByte(sink, rest);
    writeByte(sink, (rest % 128) | 0x80);
  }
}

function writeByte(sink: Sink, byte: number): void {
  reserve(sink, 1);
  sink.bytes[sink.length++] = byte;
}

function writeBytes(sink: Sink, bytes: Uint8Array): void {
  reserve(sink, bytes.length);
  sink.bytes.set(bytes, sink.length);
  sink.length += bytes.length;
}

function reserve(sink: Sink, count: number): void {
  if (sink.length + count <= sink.bytes.length) return;
  const grown = new Uint8Array(Math.max(sink.bytes.length * 2, sink.length + count));
  grown.set(sink.bytes.subarray(0, sink.length));
  sink.bytes = grown;
}
