import { ELEMENT } from './fields.data.ts';
import { CONVERTED, PLAIN_LOGICAL } from './logical.data.ts';
import { corrupt } from './parquet-error.ts';
import { encodeStruct } from './thrift/encode.ts';
import { booleanOf, structOf, wholeOf } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';

export type TimeUnit = 'millis' | 'micros' | 'nanos';

/** What the bytes of a column mean, whichever of the two annotations says it. */
export type Logical =
  | { readonly kind: 'timestamp' | 'time'; readonly unit: TimeUnit; readonly utc: boolean }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'int'; readonly bits: number; readonly signed: boolean }
  | {
      readonly kind:
        | 'none'
        | 'date'
        | 'string'
        | 'json'
        | 'bson'
        | 'uuid'
        | 'enum'
        | 'float16'
        | 'interval'
        | 'null'
        | 'list'
        | 'map';
    }
  /** A newer annotation (variant, geometry, …), as it stands. */
  | { readonly kind: 'other'; readonly id: number; readonly annotation: string };

const NONE: Logical = { kind: 'none' };
const TIME = 7;
const TIMESTAMP = 8;
const DECIMAL = 5;
const INTEGER = 10;

/** The annotation of a schema element: LogicalType, else ConvertedType. */
export function logicalOf(element: Struct): Logical {
  const union = structOf(element, ELEMENT.logical)?.[0];
  if (union !== undefined) return fromLogical(union.id, structOf([union], union.id) ?? []);
  const converted = wholeOf(element, ELEMENT.converted);
  if (converted === undefined) return NONE;
  if (converted === DECIMAL) {
    const precision = wholeOf(element, ELEMENT.precision) ?? 0;
    return { kind: 'decimal', precision, scale: wholeOf(element, ELEMENT.scale) ?? 0 };
  }
  return CONVERTED[converted] ?? { kind: 'other', id: -1, annotation: `converted ${converted}` };
}

function fromLogical(id: number, parameters: Struct): Logical {
  const plain = PLAIN_LOGICAL[id];
  if (plain !== undefined) return plain;
  switch (id) {
    case DECIMAL:
      return { kind: 'decimal', precision: wholeOf(parameters, 2) ?? 0, scale: wholeOf(parameters, 1) ?? 0 };
    case TIME:
    case TIMESTAMP:
      return {
        kind: id === TIME ? 'time' : 'timestamp',
        unit: unitOf(structOf(parameters, 2)),
        utc: booleanOf(parameters, 1) ?? false,
      };
    case INTEGER:
      return { kind: 'int', bits: wholeOf(parameters, 1) ?? 0, signed: booleanOf(parameters, 2) ?? false };
    default:
      return { kind: 'other', id, annotation: Buffer.from(encodeStruct(parameters)).toString('hex') };
  }
}

function unitOf(union: Struct | undefined): TimeUnit {
  const unit = (['millis', 'micros', 'nanos'] as const)[(union?.[0]?.id ?? 0) - 1];
  if (unit === undefined) throw corrupt('the schema has a time or timestamp in an unknown unit');
  return unit;
}
