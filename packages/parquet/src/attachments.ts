import type { ByteRange, Chunk } from './chunk.ts';
import { CHUNK, META } from './fields.data.ts';
import type { Footer, RowGroup } from './footer.ts';
import { wholeOf } from './thrift/fields.ts';

/** Page indexes of a chunk (`PageIndex.md`). */
export function pageIndexes({ tree }: Chunk): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (const [offset, length] of [
    [CHUNK.offsetIndexOffset, CHUNK.offsetIndexLength],
    [CHUNK.columnIndexOffset, CHUNK.columnIndexLength],
  ] as const) {
    const start = wholeOf(tree, offset) ?? 0;
    const size = wholeOf(tree, length) ?? 0;
    if (start > 0 && size > 0) ranges.push({ start, end: start + size });
  }
  return ranges;
}

/**
 * Bloom filters of row groups (`BloomFilter.md`). Older writers do not give their length: then one ends where the next
 * thing of the file begins.
 */
export function bloomFilters(footer: Footer, groups: readonly RowGroup[]): ByteRange[] {
  const ranges: ByteRange[] = [];
  let starts: number[] | undefined;
  for (const { meta } of groups.flatMap(({ chunks }) => chunks)) {
    const start = wholeOf(meta, META.bloomOffset) ?? 0;
    if (start <= 0) continue;
    const size = wholeOf(meta, META.bloomLength);
    if (size !== undefined) ranges.push({ start, end: start + size });
    else {
      starts ??= allStarts(footer);
      ranges.push({ start, end: starts.find((other) => other > start) ?? footer.footerStart });
    }
  }
  return ranges;
}

/** Page indexes and bloom filters of row groups. */
export function attachments(footer: Footer, groups: readonly RowGroup[]): ByteRange[] {
  return [...groups.flatMap(({ chunks }) => chunks.flatMap(pageIndexes)), ...bloomFilters(footer, groups)];
}

function allStarts({ rowGroups }: Footer): number[] {
  const starts = rowGroups.flatMap(({ chunks }) =>
    chunks.flatMap((chunk) => [
      chunk.start,
      ...pageIndexes(chunk).map(({ start }) => start),
      wholeOf(chunk.meta, META.bloomOffset) ?? 0,
    ]),
  );
  return starts.sort((a, b) => a - b);
}
