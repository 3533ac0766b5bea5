import type { Footer } from '@leat/parquet';
import { expect, test } from 'vitest';
import { groupsToMerge } from './small-tail.ts';

const MiB = 2 ** 20;
const footer = (rows: readonly number[], compressedSize = 1000): Footer =>
  ({ rowGroups: rows.map((it) => ({ rows: it, compressedSize })) }) as unknown as Footer;
const small = (count: number): number[] => Array.from({ length: count }, () => 200);

test.for([
  ['an empty table', [], 200, 0],
  ['a full group only', [100_000], 200, 0],
  ['few small groups', [100_000, ...small(15)], 200, 0],
  ['sixteen small groups', [100_000, ...small(16)], 200, 16],
  ['small groups that make a full one', [100_000, 60_000, 30_000], 10_000, 2],
  ['new rows that fill a group by themselves', [100_000, 60_000], 100_000, 1],
  ['a small group before a full one', [200, 100_000, ...small(3)], 200, 0],
] as const)('%s', ([, rows, added, merged]) => {
  expect(groupsToMerge(footer(rows), added, 100_000)).toBe(merged);
});

test('groups of few rows and many bytes stay as they are', () => {
  const wide = Array.from({ length: 1000 }, () => 50_000);
  expect(groupsToMerge(footer(wide, 128 * MiB), 200, 100_000)).toBe(0);
  expect(groupsToMerge(footer(wide, 30 * MiB), 200, 100_000)).toBe(2);
});
