import { decodeValue, isUnsigned } from './decode-value.ts';
import { STATISTICS } from './fields.data.ts';
import type { Column } from './schema.ts';
import { booleanOf, bytesOf, wholeOf } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';
import { compareValues, type Value } from './value.ts';

/** What is known of the values of a column in a row group. NaN and null are not among them. */
export interface Statistic {
  /** No value is smaller. */
  readonly min: Value | undefined;
  /** No value is larger. */
  readonly max: Value | undefined;
  /** Undefined when the writer did not count them. */
  readonly nulls: number | undefined;
  /** `min` and `max` are values that occur, and not merely bounds (writers cut long text). */
  readonly isExact: boolean;
}

/**
 * Decodes Statistics of a column chunk and leaves out what cannot be trusted.
 *
 * @param isOrdered false when the file declares an order of this column that is not known here
 */
export function readStatistic(column: Column, tree: Struct, isOrdered: boolean): Statistic {
  const nulls = wholeOf(tree, STATISTICS.nulls);
  const count = nulls === undefined || nulls < 0 ? undefined : nulls;
  const { min, max } = isOrdered ? bounds(column, tree) : {};
  return {
    min,
    max,
    nulls: count,
    isExact: min !== undefined && max !== undefined && areExact(column, tree),
  };
}

function bounds(column: Column, tree: Struct): { min?: Value | undefined; max?: Value | undefined } {
  // The older pair was compared as signed bytes whatever the type, so only signed numbers came out right.
  const isLegacySound = (column.physical === 'INT32' || column.physical === 'INT64') && !isUnsigned(column);
  const read = (id: number, legacy: number): Value | undefined => {
    const bytes = bytesOf(tree, id) ?? (isLegacySound ? bytesOf(tree, legacy) : undefined);
    return bytes === undefined ? undefined : decodeValue(column, bytes);
  };
  const min = read(STATISTICS.min, STATISTICS.legacyMin);
  const max = read(STATISTICS.max, STATISTICS.legacyMax);
  // A NaN in either says that the writer compared with NaN, so the other is worth nothing too.
  if (Number.isNaN(min) || Number.isNaN(max)) return {};
  if (min !== undefined && max !== undefined && compareValues(min, max) > 0) return {};
  // Either zero may stand for both (`parquet.thrift` ColumnOrder, "the min may be +0").
  return { min: min === 0 ? -0 : min, max: max === 0 ? 0 : max };
}

function areExact(column: Column, tree: Struct): boolean {
  const flags = [booleanOf(tree, STATISTICS.isMinExact), booleanOf(tree, STATISTICS.isMaxExact)];
  return mayBeCut(column) ? flags.every((flag) => flag === true) : !flags.includes(false);
}

/** Text and bytes are cut by some writers without a word; numbers never are. */
function mayBeCut({ physical, logical }: Column): boolean {
  if (physical !== 'BYTE_ARRAY' && physical !== 'FIXED_LEN_BYTE_ARRAY') return false;
  return logical.kind !== 'decimal' && logical.kind !== 'float16' && logical.kind !== 'uuid';
}
