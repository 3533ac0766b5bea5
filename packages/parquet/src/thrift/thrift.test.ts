import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ParquetError } from '../parquet-error.ts';
import { decodeLater, decodeStruct } from './decode.ts';
import { encodeStruct } from './encode.ts';
import { fieldOf, structOf, wholeOf } from './fields.ts';
import type { Field, Struct, ThriftValue } from './thrift.ts';
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
  STRUCT,
  TRUE,
  UUID,
} from './types.data.ts';

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });

/** As decoding gives it: a number while that is exact. */
const whole = (bits: number): fc.Arbitrary<number | bigint> =>
  fc.bigInt(-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n).map((value) => {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  });

const scalars: Readonly<Record<number, fc.Arbitrary<ThriftValue>>> = {
  [I8]: whole(8),
  [I16]: whole(16),
  [I32]: whole(32),
  [I64]: whole(64),
  [DOUBLE]: bytes(8),
  [UUID]: bytes(16),
  [BINARY]: fc.uint8Array({ maxLength: 300 }),
};

const { struct } = fc.letrec<{
  struct: Struct;
  typed: { type: number; value: ThriftValue };
  list: ThriftValue;
}>((tie) => {
  const scalar = fc
    .constantFrom(...Object.keys(scalars).map(Number))
    .chain((type) => scalars[type]!.map((value) => ({ type, value })));
  const elements = (type: number): fc.Arbitrary<ThriftValue> =>
    type === TRUE || type === FALSE ? fc.boolean() : type === STRUCT ? tie('struct') : scalars[type]!;
  const types = fc.constantFrom(TRUE, FALSE, STRUCT, ...Object.keys(scalars).map(Number));
  return {
    typed: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.boolean().map((value) => ({ type: value ? TRUE : FALSE, value })),
      tie('list').chain((value) => fc.constantFrom(LIST, SET).map((type) => ({ type, value }))),
      tie('struct').map((value) => ({ type: STRUCT, value })),
      fc.tuple(types, types).chain(([key, value]) =>
        fc.array(fc.tuple(elements(key), elements(value)), { maxLength: 4 }).map((entries) => ({
          type: MAP,
          value: entries.length === 0 ? { key: 0, value: 0, entries } : { key, value, entries },
        })),
      ),
    ),
    list: types.chain((element) =>
      fc.array(elements(element), { maxLength: 20 }).map((values) => ({ element, values })),
    ),
    struct: fc
      .uniqueArray(fc.integer({ min: 1, max: 32_767 }), { maxLength: 6 })
      .chain((ids) =>
        fc.tuple(
          ...ids.map((id) => (tie('typed') as fc.Arbitrary<Field>).map((field) => ({ ...field, id }))),
        ),
      ),
  };
});

test('what is encoded is decoded again, ids in any order', () => {
  fc.assert(
    fc.property(struct, fc.nat(8), (inner, depth) => {
      const value = wrap(inner, depth);
      const encoded = encodeStruct(value);
      const decoded = decodeStruct(encoded);
      expect(whatIs(decoded, STRUCT)).toEqual(whatIs(value, STRUCT));
      expect(Buffer.compare(encodeStruct(decoded), encoded)).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('bytes that are cut off or changed are refused or decoded, and nothing else', () => {
  fc.assert(
    fc.property(
      struct,
      fc.nat(8),
      fc.nat(),
      fc.nat(255),
      fc.boolean(),
      (inner, depth, place, byte, isCut) => {
        const encoded = encodeStruct(wrap(inner, depth));
        const at = place % encoded.length;
        const damaged = isCut ? encoded.subarray(0, at) : encoded.with(at, byte);
        expect(outcome(damaged)).toBe('decoded or refused');
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  ['nothing', []],
  ['a field that is not there', [0x15]],
  ['a binary longer than the rest', [0x18, 0x7f, 1, 2]],
  ['a list of more than there are bytes', [0x19, 0xf3, 0xff, 0xff, 0xff, 0x7f, 1]],
  ['a map of more than there are bytes', [0x1b, 0xff, 0xff, 0xff, 0x7f, 0x33]],
  ['a number of eleven bytes', [0x16, ...Array.from({ length: 11 }, () => 0xff)]],
  ['an unknown type', [0x1e, 0]],
  ['a struct in a struct without end', Array.from({ length: 10_000 }, () => 0x1c)],
  ['a list in a list without end', [0x19, ...Array.from({ length: 10_000 }, () => 0x19)]],
])('%s is corrupt', (_, encoded) => {
  expect(() => decodeStruct(Uint8Array.from(encoded))).toThrow(
    expect.objectContaining({ reason: 'corrupt' }),
  );
});

test.each([
  [0, [0x16, 0x00]],
  [-1, [0x16, 0x01]],
  [63, [0x16, 0x7e]],
  [-64, [0x16, 0x7f]],
  [2 ** 31, [0x16, 0x80, 0x80, 0x80, 0x80, 0x10]],
  [2 ** 53 - 1, [0x16, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f]],
  [2n ** 53n, [0x16, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]],
  [-(2n ** 63n), [0x16, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
])('the number %s keeps its bytes', (value, encoded) => {
  const bytes = Uint8Array.from([...encoded, 0]);
  expect(decodeStruct(bytes)).toEqual([{ id: 1, type: I64, value }]);
  expect(encodeStruct(decodeStruct(bytes))).toEqual(bytes);
});

test('a count beyond 2^53 is corrupt, and not a rounded one', () => {
  const count =
    (value: bigint): (() => unknown) =>
    () =>
      wholeOf([{ id: 1, type: I64, value }], 1);
  expect(count(2n ** 60n)).toThrow('which is beyond 2^53');
});

test('what lies deep is decoded when it is asked for', () => {
  let at = decodeStruct(encodeStruct(wrap([{ id: 7, type: I32, value: 42 }], 12)));
  expect(fieldOf(at, 1)?.value).toBeInstanceOf(Array);
  for (let depth = 0; depth < 12; depth++) at = structOf(at, 1)!;
  expect(wholeOf(at, 7)).toBe(42);
});

function wrap(value: Struct, times: number): Struct {
  return times === 0 ? value : wrap([{ id: 1, type: STRUCT, value }], times - 1);
}

function outcome(damaged: Uint8Array): string {
  try {
    encodeStruct(decodeStruct(damaged));
  } catch (error) {
    if (!(error instanceof ParquetError)) return String(error);
  }
  return 'decoded or refused';
}

/** A value with everything decoded, and no difference between Buffer and Uint8Array. */
function whatIs(value: ThriftValue, type: number): unknown {
  if (typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if ('source' in value) return whatIs(decodeLater(value, type), type);
  if ('entries' in value && !Array.isArray(value)) {
    const {
      key,
      value: item,
      entries,
    } = value as { key: number; value: number; entries: [ThriftValue, ThriftValue][] };
    return { key, item, entries: entries.map((entry) => [whatIs(entry[0], key), whatIs(entry[1], item)]) };
  }
  if (!Array.isArray(value)) {
    const { element, values } = value as { element: number; values: ThriftValue[] };
    return { element, values: values.map((one) => whatIs(one, element)) };
  }
  return (value as Struct).map((field) => [field.id, field.type, whatIs(field.value, field.type)]);
}
