import { attachments } from './attachments.ts';
import type { ByteRange } from './chunk.ts';
import { CHUNK, GROUP, META } from './fields.data.ts';
import type { Footer } from './footer.ts';
import { fieldOf, textOf, textsOf } from './thrift/fields.ts';

/** Where the first byte after the magic bytes is. */
const FIRST = 4;

/** What contradicts itself in a footer: empty when it is sound. Run it on every footer before it is committed. */
export function checkFooter(footer: Footer): readonly string[] {
  return [...counts(footer), ...chunks(footer), ...ordinals(footer), ...ranges(footer)];
}

function counts({ rows, rowGroups }: Footer): string[] {
  const sum = rowGroups.reduce((total, group) => total + group.rows, 0);
  return sum === rows ? [] : [`the row groups have ${sum} rows together, the file says ${rows}`];
}

function chunks({ columns, rowGroups }: Footer): string[] {
  const problems: string[] = [];
  for (const [number, group] of rowGroups.entries()) {
    for (const [index, chunk] of group.chunks.entries()) {
      const column = columns[index];
      if (column === undefined) continue;
      const where = `column "${column.name}" of row group ${number}`;
      const path = textsOf(chunk.meta, META.path) ?? [];
      if (path.join('\0') !== column.path.join('\0'))
        problems.push(`${where} calls itself "${path.join('.')}"`);
      if (!column.repeated && chunk.values !== group.rows) {
        problems.push(`${where} has ${chunk.values} values, the row group ${group.rows} rows`);
      }
      if ((textOf(chunk.tree, CHUNK.filePath) ?? '') !== '') problems.push(`${where} is in another file`);
    }
  }
  return problems;
}

function ordinals({ rowGroups }: Footer): string[] {
  const numbered = rowGroups.filter(({ tree }) => fieldOf(tree, GROUP.ordinal) !== undefined).length;
  if (numbered === 0 || numbered === rowGroups.length) return [];
  return [`${numbered} of ${rowGroups.length} row groups have an ordinal`];
}

function ranges(footer: Footer): string[] {
  const { footerStart, rowGroups } = footer;
  const all: ByteRange[] = [...rowGroups.flatMap((group) => group.chunks), ...attachments(footer, rowGroups)];
  const filled = all
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const problems: string[] = [];
  let last: ByteRange = { start: 0, end: FIRST };
  for (const range of filled) {
    const words = `bytes ${range.start} to ${range.end}`;
    if (range.end > footerStart) problems.push(`${words} go beyond the data, which ends at ${footerStart}`);
    // One chunk may serve several row groups, whole.
    const isShared = range.start === last.start && range.end === last.end;
    if (range.start < last.end && !isShared)
      problems.push(`${words} overlap bytes ${last.start} to ${last.end}`);
    if (range.end > last.end) last = range;
  }
  return problems;
}
