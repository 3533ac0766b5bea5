import { onlyGroups, type Footer, type ReadRange } from '@leat/parquet';
import { open } from 'node:fs/promises';
import { openLocal } from './local-file.ts';

/** Ranges of up to this many bytes are read in one request. */
const REQUEST_BYTES = 32 * 2 ** 20;

/** Bytes [start, end). */
type Range = [start: number, end: number];

/**
 * Makes a local Parquet file with some row groups of a table: its bytes lie where they lie in the table, the rest is
 * holes, and its footer lists only these groups.
 *
 * @param groups ascending
 * @returns its path
 */
export async function writePart(
  path: string,
  footer: Footer,
  groups: readonly number[],
  read: ReadRange,
): Promise<string> {
  const file = await open(path, 'wx');
  try {
    await file.write(Buffer.from('PAR1'), 0, 4, 0);
    for (const [start, end] of rangesOfGroups(footer, groups)) {
      for (let at = start; at < end; at += REQUEST_BYTES)
        await file.write(await read(at, Math.min(end, at + REQUEST_BYTES)), 0, undefined, at);
    }
    await file.write(onlyGroups(footer, groups), 0, undefined, footer.footerStart);
  } finally {
    await file.close();
  }
  return path;
}

/** Where the pages of the groups lie, ascending; those that follow one another are one range. */
function rangesOfGroups({ rowGroups }: Footer, groups: readonly number[]): Range[] {
  const ranges = groups.flatMap((group) => rowGroups[group]!.ranges);
  const joined: Range[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/**
 * Reads a table from a part of it that is here already, and what is not in that from the store.
 *
 * @param path what `writePart` made of these groups
 */
export async function preferring(
  path: string,
  footer: Footer,
  groups: readonly number[],
  read: ReadRange,
): Promise<{ readonly read: ReadRange; close(): Promise<void> }> {
  const local = await openLocal(path);
  const here = rangesOfGroups(footer, groups);
  return {
    async read(start, end) {
      const blocks: Uint8Array[] = [];
      for (let at = start; at < end;) {
        const range = here.find((it) => it[1] > at);
        const isHere = range !== undefined && range[0] <= at;
        const next = Math.min(end, (isHere ? range[1] : range?.[0]) ?? end);
        blocks.push(await (isHere ? local.read : read)(at, next));
        at = next;
      }
      return Buffer.concat(blocks);
    },
    close: local.close,
  };
}

/** Bytes of these groups together. */
export function sizeOfGroups({ rowGroups }: Footer, groups: readonly number[]): number {
  return groups.reduce((sum, group) => sum + rowGroups[group]!.compressedSize, 0);
}
