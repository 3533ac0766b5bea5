import { overlapping, type Column, type Footer } from '@leat/parquet';
import type { Equality, Staged } from '../engine/index.ts';

/**
 * The row groups that may hold a row equal to one of the staged: in each column that rows are compared by, the group's
 * values must reach into theirs. Without statistics a group counts as one that may.
 */
export async function overlapOf(footer: Footer, staged: Staged, { key }: Equality): Promise<number[]> {
  let groups = footer.rowGroups.flatMap(({ rows }, index) => (rows > 0 ? [index] : []));
  for (const column of footer.columns) {
    if (groups.length === 0) break;
    if (!isComparable(column) || (key !== undefined && !key.includes(column.name))) continue;
    const unit = column.logical.kind === 'timestamp' ? column.logical.unit : undefined;
    const range = await staged.range(column.name, unit);
    if (range === undefined) continue;
    const found = new Set(overlapping(footer, column.name, range.min.value, range.max.value));
    groups = groups.filter((group) => found.has(group));
  }
  return groups;
}

/** Floats are left out: a NaN is in no range, and -0.0 equals 0.0. */
function isComparable({ physical, logical, topLevel, repeated }: Column): boolean {
  if (!topLevel || repeated || logical.kind === 'float16') return false;
  return physical !== 'FLOAT' && physical !== 'DOUBLE' && physical !== 'INT96';
}
