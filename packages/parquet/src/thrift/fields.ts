import { corrupt } from '../parquet-error.ts';
import { decodeLater } from './decode.ts';
import type { Field, Struct, ThriftList, ThriftValue } from './thrift.ts';
import { BINARY, FALSE, I16, I32, I64, I8, LIST, STRUCT, TRUE } from './types.data.ts';

const utf8 = new TextDecoder();
const encoder = new TextEncoder();

/** @throws ParquetError when the field is there and no whole number, or one that a `number` cannot hold */
export function wholeOf(struct: Struct, id: number): number | undefined {
  const field = fieldOf(struct, id);
  if (field === undefined) return undefined;
  if (field.type < I8 || field.type > I64) throw mistyped(field, 'number');
  if (typeof field.value === 'bigint')
    throw corrupt(`the footer counts ${field.value}, which is beyond 2^53`);
  return field.value as number;
}

/** @throws ParquetError when the field is there and no list of structs */
export function structsOf(struct: Struct, id: number): readonly Struct[] | undefined {
  const list = listOf(struct, id, STRUCT);
  return list?.values as readonly Struct[] | undefined;
}

/** @throws ParquetError when the field is there and no list of binaries */
export function textsOf(struct: Struct, id: number): string[] | undefined {
  return listOf(struct, id, BINARY)?.values.map((bytes) => utf8.decode(bytes as Uint8Array));
}

/** @throws ParquetError when the field is there and no list of such elements; an empty list may say any type */
function listOf(struct: Struct, id: number, element: number): ThriftList | undefined {
  const field = typed(struct, id, LIST, 'list');
  const list = field?.value as ThriftList | undefined;
  if (field !== undefined && list !== undefined && list.values.length > 0 && list.element !== element) {
    throw mistyped(field, `list of type ${element}`);
  }
  return list;
}

/** @throws ParquetError when the field is there and no struct */
export function structOf(struct: Struct, id: number): Struct | undefined {
  return typed(struct, id, STRUCT, 'struct')?.value as Struct | undefined;
}

/** @throws ParquetError when the field is there and no binary */
export function bytesOf(struct: Struct, id: number): Uint8Array | undefined {
  return typed(struct, id, BINARY, 'binary')?.value as Uint8Array | undefined;
}

/** @throws ParquetError when the field is there and no binary */
export function textOf(struct: Struct, id: number): string | undefined {
  const bytes = bytesOf(struct, id);
  return bytes === undefined ? undefined : utf8.decode(bytes);
}

/** @throws ParquetError when the field is there and no boolean */
export function booleanOf(struct: Struct, id: number): boolean | undefined {
  const field = fieldOf(struct, id);
  if (field !== undefined && typeof field.value !== 'boolean') throw mistyped(field, 'boolean');
  return field?.value as boolean | undefined;
}

export function fieldOf(struct: Struct, id: number): Field | undefined {
  for (const field of struct) if (field.id === id) return field;
  return undefined;
}

/** The struct with fields set (in place, or where their id belongs) or, when `undefined`, left out. */
export function withFields(
  struct: Struct,
  changes: readonly (Field | { id: number; value: undefined })[],
): Struct {
  const fields = [...struct];
  for (const change of changes) {
    const at = fields.findIndex(({ id }) => id === change.id);
    if (change.value === undefined) {
      if (at >= 0) fields.splice(at, 1);
    } else if (at >= 0) fields[at] = change;
    else {
      const next = fields.findIndex(({ id }) => id > change.id);
      fields.splice(next < 0 ? fields.length : next, 0, change);
    }
  }
  return fields;
}

export function i16(id: number, value: number): Field {
  return { id, type: I16, value };
}

export function i32(id: number, value: number): Field {
  return { id, type: I32, value };
}

export function i64(id: number, value: number): Field {
  return { id, type: I64, value };
}

export function text(id: number, value: string): Field {
  return { id, type: BINARY, value: encoder.encode(value) };
}

export function struct(id: number, value: Struct): Field {
  return { id, type: STRUCT, value };
}

export function list(id: number, element: number, values: readonly ThriftValue[]): Field {
  return { id, type: LIST, value: { element, values } };
}

function typed(struct: Struct, id: number, type: number, name: string): Field | undefined {
  const field = fieldOf(struct, id);
  if (field === undefined) return undefined;
  if (field.type !== type) throw mistyped(field, name);
  const { value } = field;
  const isLater = typeof value === 'object' && 'source' in value;
  return isLater ? { ...field, value: decodeLater(value, type) } : field;
}

function mistyped({ id, type }: Field, expected: string): Error {
  const name = type === TRUE || type === FALSE ? 'a boolean' : `of Thrift type ${type}`;
  return corrupt(`field ${id} of a struct in the footer should be a ${expected} and is ${name}`);
}
