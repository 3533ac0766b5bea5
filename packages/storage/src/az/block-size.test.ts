import { expect, test } from 'vitest';
import { blockSize, checkCount, inFlight } from './block-size.ts';

const MiB = 1024 * 1024;
const GiB = 1024 * MiB;

test.for([
  [undefined, 0, 8],
  [0, 0, 8],
  [390 * GiB, 0, 8],
  [391 * GiB, 0, 9],
  [391 * GiB, 1000, 9],
  [190_000 * GiB, 0, 3892],
] as const)('%s bytes besides %i blocks: %i MiB each', ([size, taken, expected]) => {
  const bytes = blockSize(size, taken);
  expect(bytes / MiB).toBe(expected);
  expect(Math.ceil((size ?? 0) / bytes) + taken).toBeLessThanOrEqual(50_000);
});

test('of large blocks fewer are on their way', () => {
  expect([8, 16, 17, 32, 100].map((size) => inFlight(size * MiB))).toEqual([4, 4, 3, 2, 2]);
});

test('a blob has 50,000 blocks at most', () => {
  const address = { scheme: 'az', container: 'box', blob: 'f' } as const;
  checkCount(address, 50_000);
  expect(() => checkCount(address, 50_001)).toThrow('az://box/f: it would have more than 50000 blocks');
});
