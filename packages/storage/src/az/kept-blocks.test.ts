import { expect, test } from 'vitest';
import { blockId, idLength } from './block-ids.ts';
import { keptBlocks } from './kept-blocks.ts';

const named = (...sizes: number[]): { name: string; size: number }[] =>
  sizes.map((size, index) => ({ name: Buffer.from(`block-${index}0`).toString('base64'), size }));

test.for([
  [0, 0, 0],
  [9, 0, 0],
  [10, 1, 10],
  [29, 1, 10],
  [30, 2, 30],
  [60, 3, 60],
] as const)('of the first %i bytes, %i whole blocks end at %i', ([keep, count, end]) => {
  const blocks = named(10, 20, 30);
  const kept = keptBlocks(blocks, keep, 0);
  expect(kept.ids).toEqual(blocks.slice(0, count).map(({ name }) => name));
  expect(kept).toMatchObject({ end, idLength: count === 0 ? 48 : 8 });
});

test('nearly as many as a blob may have, or ids too short, and none is kept', () => {
  const many = Array.from({ length: 49_500 }, () => named(1)[0]!);
  const none = { ids: [], end: 0, idLength: 48 };
  expect(keptBlocks(many, 49_500, 0)).toEqual(none);
  expect(keptBlocks(many, 48_000, 0).ids).toHaveLength(48_000);
  expect(keptBlocks(many, 48_000, 1500)).toEqual(none);
  expect(keptBlocks([{ name: 'AAAAAA==', size: 5 }], 5, 0)).toEqual(none);
});

test('an id is the same for the same content at the same place in the same write, and only then', () => {
  const content = Buffer.from('content');
  const id = blockId('x', 5, content, 20);
  expect(idLength(id)).toBe(20);
  expect(blockId('x', 5, content, 20)).toBe(id);
  const others = [
    blockId('y', 5, content, 20),
    blockId('x', 6, content, 20),
    blockId('x', 5, Buffer.from('c'), 20),
  ];
  expect(new Set([id, ...others]).size).toBe(4);
});
