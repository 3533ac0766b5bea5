import { attachments } from './attachments.ts';
import { joinRanges } from './byte-ranges.ts';
import type { Footer } from './footer.ts';

/** Bytes of the file that are in no row group, page index, bloom filter or footer. */
export function deadBytes(footer: Footer): number {
  const magic = { start: 0, end: 4 };
  const pages = footer.rowGroups.flatMap(({ chunks }) => chunks);
  const live = joinRanges([magic, ...pages, ...attachments(footer, footer.rowGroups)]);
  return footer.footerStart - live.reduce((sum, { start, end }) => sum + end - start, 0);
}
