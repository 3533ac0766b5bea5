import type { Logical, TimeUnit } from './logical.ts';

/** Physical types, by their number (`parquet.thrift` Type). */
export const PHYSICAL = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96',
  'FLOAT',
  'DOUBLE',
  'BYTE_ARRAY',
  'FIXED_LEN_BYTE_ARRAY',
] as const;

/** Members of the union LogicalType that have no parameters, by their field id. */
export const PLAIN_LOGICAL: Readonly<Record<number, Logical>> = {
  1: { kind: 'string' },
  2: { kind: 'map' },
  3: { kind: 'list' },
  4: { kind: 'enum' },
  6: { kind: 'date' },
  11: { kind: 'null' },
  12: { kind: 'json' },
  13: { kind: 'bson' },
  14: { kind: 'uuid' },
  15: { kind: 'float16' },
};

/**
 * ConvertedType, the older annotation, by its number. Its times and timestamps are always UTC (`LogicalTypes.md`). 5
 * is DECIMAL, which has its parameters beside it.
 */
export const CONVERTED: Readonly<Record<number, Logical>> = {
  0: { kind: 'string' },
  1: { kind: 'map' },
  2: { kind: 'map' },
  3: { kind: 'list' },
  4: { kind: 'enum' },
  6: { kind: 'date' },
  7: { kind: 'time', unit: 'millis', utc: true },
  8: { kind: 'time', unit: 'micros', utc: true },
  9: { kind: 'timestamp', unit: 'millis', utc: true },
  10: { kind: 'timestamp', unit: 'micros', utc: true },
  11: { kind: 'int', bits: 8, signed: false },
  12: { kind: 'int', bits: 16, signed: false },
  13: { kind: 'int', bits: 32, signed: false },
  14: { kind: 'int', bits: 64, signed: false },
  15: { kind: 'int', bits: 8, signed: true },
  16: { kind: 'int', bits: 16, signed: true },
  17: { kind: 'int', bits: 32, signed: true },
  18: { kind: 'int', bits: 64, signed: true },
  19: { kind: 'json' },
  20: { kind: 'bson' },
  21: { kind: 'interval' },
};

export const UNITS: Readonly<Record<TimeUnit, { readonly name: string; readonly perSecond: bigint }>> = {
  millis: { name: 'ms', perSecond: 1000n },
  micros: { name: 'us', perSecond: 1_000_000n },
  nanos: { name: 'ns', perSecond: 1_000_000_000n },
};
