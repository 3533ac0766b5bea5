import type { Footer } from '@leat/parquet';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDirectory } from '../fixtures/duckdb.ts';
import { preferring, sizeOfGroups } from './local-part.ts';

/** Three groups of ten bytes each; the second begins where the first ends, the last has its pages in two places. */
const groups = [
  { ranges: [{ start: 4, end: 14 }], compressedSize: 10 },
  { ranges: [{ start: 14, end: 24 }], compressedSize: 10 },
  {
    ranges: [
      { start: 30, end: 36 },
      { start: 40, end: 44 },
    ],
    compressedSize: 10,
  },
];
const footer = { rowGroups: groups } as unknown as Footer;
const letters = (from: number, to: number, first: number): string =>
  String.fromCharCode(...Array.from({ length: to - from }, (_, index) => first + ((from + index) % 26)));

test.for([
  [[0, 2], 4, 14, ['local 4-14']],
  [[0, 2], 4, 44, ['local 4-14', 'remote 14-30', 'local 30-36', 'remote 36-40', 'local 40-44']],
  [[0, 1], 10, 20, ['local 10-20']],
  [[1], 0, 50, ['remote 0-14', 'local 14-24', 'remote 24-50']],
  [[], 4, 14, ['remote 4-14']],
] as const)('with groups %j here, bytes %d to %d come from %j', async ([here, start, end, parts]) => {
  const path = join(testDirectory(), 'part');
  // Small letters are on this machine, capital ones in the store.
  writeFileSync(path, letters(0, 60, 97));
  const asked: string[] = [];
  const { read, close } = await preferring(path, footer, here, async (from, to) => {
    asked.push(`remote ${from}-${to}`);
    return Buffer.from(letters(from, to, 65));
  });
  const text = Buffer.from(await read(start, end)).toString();
  await close();
  expect(asked).toEqual(parts.filter((part) => part.startsWith('remote')));
  const wanted = parts.map((part) => {
    const [from = 0, to = 0] = part.split(' ')[1]!.split('-').map(Number);
    return letters(from, to, part.startsWith('local') ? 97 : 65);
  });
  expect(text).toBe(wanted.join(''));
});

test('the size of groups is that of their pages', () => {
  expect(sizeOfGroups(footer, [0, 2])).toBe(20);
});
