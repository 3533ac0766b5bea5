import type { Column } from './schema.ts';
import type { Value } from './value.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes a value in plain encoding, as statistics have it (`parquet.thrift` Statistics, `Encodings.md` PLAIN).
 *
 * @returns undefined when the bytes are no value of the column, or its type has no order (`parquet.thrift`
 *   ColumnOrder)
 */
export function decodeValue(column: Column, bytes: Uint8Array): Value | undefined {
  const { logical } = column;
  if (logical.kind === 'interval' || logical.kind === 'other' || logical.kind === 'null') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (column.physical) {
    case 'BOOLEAN':
      return bytes.length === 1 ? bytes[0] !== 0 : undefined;
    case 'INT32':
      if (bytes.length !== 4) return undefined;
      return BigInt(isUnsigned(column) ? view.getUint32(0, true) : view.getInt32(0, true));
    case 'INT64':
      if (bytes.length !== 8) return undefined;
      return isUnsigned(column) ? view.getBigUint64(0, true) : view.getBigInt64(0, true);
    case 'FLOAT':
      return bytes.length === 4 ? view.getFloat32(0, true) : undefined;
    case 'DOUBLE':
      return bytes.length === 8 ? view.getFloat64(0, true) : undefined;
    case 'INT96':
      return undefined;
    case 'BYTE_ARRAY':
    case 'FIXED_LEN_BYTE_ARRAY':
      return decodeBytes(column, bytes, view);
  }
}

export function isUnsigned({ logical }: Column): boolean {
  return logical.kind === 'int' && !logical.signed;
}

function decodeBytes({ logical, typeLength }: Column, bytes: Uint8Array, view: DataView): Value | undefined {
  switch (logical.kind) {
    case 'decimal':
      return typeLength === undefined || bytes.length === typeLength ? bigEndian(bytes) : undefined;
    case 'float16':
      return bytes.length === 2 ? view.getFloat16(0, true) : undefined;
    case 'string':
    case 'enum':
    case 'json':
      return textOr(bytes);
    default:
      return bytes;
  }
}

/** Two's complement, highest byte first (`LogicalTypes.md` DECIMAL). */
function bigEndian(bytes: Uint8Array): bigint | undefined {
  if (bytes.length === 0) return undefined;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}

/** A bound may be cut within a character; replaced by U+FFFD it would be another bound. */
function textOr(bytes: Uint8Array): string | Uint8Array {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes;
  }
}
