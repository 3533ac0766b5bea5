import type { Footer, RowGroup } from './footer.ts';
import type { Statistic } from './statistic.ts';
import { compareValues, type Value } from './value.ts';

/**
 * The first and last value of a column over all row groups. Nulls and NaN are not values.
 *
 * @returns undefined unless every group with rows tells its own exactly, or that it has nulls only
 */
export function columnRange(footer: Footer, column: string): { min: Value; max: Value } | undefined {
  let range: { min: Value; max: Value } | undefined;
  for (const group of footer.rowGroups) {
    if (group.rows === 0) continue;
    const statistic = group.statistic(column);
    if (statistic === undefined) return undefined;
    if (hasNoValue(footer, group, column, statistic)) continue;
    const { min, max, isExact } = statistic;
    if (!isExact || min === undefined || max === undefined) return undefined;
    range = {
      min: range !== undefined && compareValues(range.min, min) <= 0 ? range.min : min,
      max: range !== undefined && compareValues(range.max, max) >= 0 ? range.max : max,
    };
  }
  return range;
}

/**
 * The row groups, by their index, that may hold a value within [min, max] of a column. Groups whose statistics are
 * missing or not to be trusted are among them; when asked about NaN, all are.
 */
export function overlapping(footer: Footer, column: string, min: Value, max: Value): number[] {
  const groups: number[] = [];
  for (const [index, group] of footer.rowGroups.entries()) {
    if (group.rows > 0 && mayHold(footer, group, column, min, max)) groups.push(index);
  }
  return groups;
}

function mayHold(footer: Footer, group: RowGroup, column: string, min: Value, max: Value): boolean {
  const statistic = group.statistic(column);
  if (statistic === undefined || Number.isNaN(min) || Number.isNaN(max)) return true;
  if (hasNoValue(footer, group, column, statistic)) return false;
  if (statistic.min !== undefined && compareValues(statistic.min, max) > 0) return false;
  return statistic.max === undefined || compareValues(statistic.max, min) >= 0;
}

/** It has nulls only. A bound would say otherwise. */
function hasNoValue(
  footer: Footer,
  group: RowGroup,
  column: string,
  { min, max, nulls }: Statistic,
): boolean {
  if (min !== undefined || max !== undefined) return false;
  return nulls === group.chunks[footer.columns.findIndex(({ name }) => name === column)]?.values;
}
