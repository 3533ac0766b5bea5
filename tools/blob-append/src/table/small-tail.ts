import type { Footer } from '@leat/parquet';
import { MERGED_BYTES, SMALL_GROUPS_KEPT } from './policy.data.ts';

/** DuckDB fills row groups by so many rows at a time, and so cuts below the number it is given. */
const VECTOR = 2048;

/**
 * How many row groups at the end are to be merged with new rows: none while they are few and small. A group that is
 * full, by its rows or with those after it by its bytes, is never written again.
 *
 * @param added new rows
 */
export function groupsToMerge({ rowGroups }: Footer, added: number, rowGroupRows: number): number {
  const full = Math.floor(rowGroupRows / VECTOR) * VECTOR;
  let count = 0;
  let rows = added;
  let bytes = 0;
  for (const group of rowGroups.toReversed()) {
    bytes += group.compressedSize;
    if (group.rows >= full || bytes > MERGED_BYTES) break;
    count++;
    rows += group.rows;
  }
  const isWorthIt = count >= SMALL_GROUPS_KEPT || rows >= full;
  return isWorthIt ? count : 0;
}
