import { attachments, bloomFilters, pageIndexes } from './attachments.ts';
import { joinRanges } from './byte-ranges.ts';
import type { ByteRange } from './chunk.ts';
import type { Footer, RowGroup } from './footer.ts';

/** The first byte after the magic bytes. */
const FIRST = 4;

/** Pages that are moved rather than leave dropped ones before them dead: the nulls of added columns. */
const MAX_CARRIED = 64 * 1024;

/** Where the parts of a grafted file come to be. */
export interface GraftLayout {
  /** Bytes [0, keep) of the old file stay. */
  readonly keep: number;
  /** What of the delta is taken, and where it begins in the new file. */
  readonly body: ByteRange;
  readonly bodyAt: number;
  /** What of the old file is carried behind it. */
  readonly carried: readonly ByteRange[];
  readonly footerStart: number;
  /** The new position of something of the old file. */
  moveOld(offset: number): number;
  moveDelta(offset: number): number;
}

/**
 * @param kept row groups of the old file that stay
 * @param lifted row groups of the delta
 * @param between new bytes after the kept ones
 */
export function graftLayout(
  old: Footer,
  kept: readonly RowGroup[],
  delta: Footer,
  lifted: readonly RowGroup[],
  between: number,
): GraftLayout {
  const { keep, pages } = keptPages(old, kept);
  const behind = attachments(old, kept).filter(({ start }) => start >= keep);
  const carried = joinRanges([...pages, ...behind]);
  const body = bodyOf(delta, lifted);
  const bodyAt = keep + between;
  const moves: { range: ByteRange; to: number }[] = [];
  let footerStart = bodyAt + body.end - body.start;
  for (const range of carried) {
    moves.push({ range, to: footerStart });
    footerStart += range.end - range.start;
  }
  const moveOld = (offset: number): number => {
    const move = moves.find(({ range }) => offset >= range.start && offset < range.end);
    return move === undefined ? offset : move.to + offset - move.range.start;
  };
  const moveDelta = (offset: number): number => offset - body.start + bodyAt;
  return { keep, body, bodyAt, carried, footerStart, moveOld, moveDelta };
}

/**
 * Up to where the old file stays, and which pages behind that are carried. What is between the kept and the dropped
 * pages belongs to the kept (Bloom filters of arrow-rs, copies of ColumnMetaData of polars).
 */
function keptPages(old: Footer, kept: readonly RowGroup[]): { keep: number; pages: readonly ByteRange[] } {
  const chunks = kept.flatMap((group) => group.chunks);
  const shared = new Set(chunks.map(({ start }) => start));
  const dropped = old.rowGroups
    .slice(kept.length)
    .flatMap((group) => group.chunks.map(({ start }) => start))
    .filter((start) => !shared.has(start));
  const firstFrom = (from: number): number =>
    dropped.reduce((first, at) => (at >= from ? Math.min(first, at) : first), old.footerStart);
  const keep = firstFrom(FIRST);
  const behind = chunks.filter(({ start }) => start >= keep);
  const pages = joinRanges(behind);
  const size = pages.reduce((sum, { start, end }) => sum + end - start, 0);
  // A page index holds the positions of its pages, so these have to stay.
  if (size <= MAX_CARRIED && !behind.some((chunk) => pageIndexes(chunk).length > 0)) return { keep, pages };
  return { keep: firstFrom(chunks.reduce((last, { end }) => Math.max(last, end), FIRST)), pages: [] };
}

function bodyOf(delta: Footer, lifted: readonly RowGroup[]): ByteRange {
  const ranges = joinRanges([...lifted.flatMap((group) => group.ranges), ...bloomFilters(delta, lifted)]);
  return { start: ranges[0]?.start ?? 0, end: ranges.at(-1)?.end ?? 0 };
}
