import { UNITS } from './logical.data.ts';
import type { Column } from './schema.ts';

/** The type of a column in a few words: `timestamp(us, UTC)`, `decimal(18,8)`, `int32`, `double`. */
export function describeType({ logical, physical, typeLength }: Column): string {
  switch (logical.kind) {
    case 'timestamp':
    case 'time':
      return `${logical.kind}(${UNITS[logical.unit].name}${logical.utc && logical.kind === 'timestamp' ? ', UTC' : ''})`;
    case 'decimal':
      return `decimal(${logical.precision},${logical.scale})`;
    case 'int':
      return `${logical.signed ? 'int' : 'uint'}${logical.bits}`;
    case 'none':
      return plainNames[physical] ?? `binary(${typeLength})`;
    case 'other':
      return `${plainNames[physical] ?? `binary(${typeLength})`} (annotation ${logical.id})`;
    default:
      return logical.kind;
  }
}

const plainNames: Readonly<Partial<Record<Column['physical'], string>>> = {
  BOOLEAN: 'boolean',
  INT32: 'int32',
  INT64: 'int64',
  INT96: 'int96',
  FLOAT: 'float',
  DOUBLE: 'double',
  BYTE_ARRAY: 'binary',
};
