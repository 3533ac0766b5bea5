import { GROUP } from './fields.data.ts';
import { fieldOf, i16, withFields } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';

/** RowGroup.ordinal is an i16. */
const MAX_ORDINAL = 32_767;

/**
 * Numbers all row groups, or none: arrow-rs refuses a file in which only some have an ordinal.
 *
 * @param before the row groups that the table had: they decide, unless there were none
 */
export function withOrdinals(groups: readonly Struct[], before: readonly Struct[]): Struct[] {
  const deciding = before.length > 0 ? before : groups;
  const isNumbered =
    groups.length - 1 <= MAX_ORDINAL &&
    deciding.every((group) => fieldOf(group, GROUP.ordinal) !== undefined);
  return groups.map((group, index) =>
    withFields(group, [isNumbered ? i16(GROUP.ordinal, index) : { id: GROUP.ordinal, value: undefined }]),
  );
}
