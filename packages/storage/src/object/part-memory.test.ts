import { expect, test } from 'vitest';
import { partMemory } from './part-memory.ts';
import { cutParts } from './parts.ts';

test('a part gets the memory of one that was given back, and of no other', async () => {
  const memory = partMemory();
  const parts = cutParts([Buffer.alloc(10, 1), Buffer.alloc(10, 2), Buffer.alloc(4, 3)], {
    partSize: 6,
    size: 24,
    memory,
  });
  const [first, second] = [(await parts.next()).value!, (await parts.next()).value!];
  expect(first.bytes.buffer).not.toBe(second.bytes.buffer);
  memory.giveBack(first.bytes);
  const third = (await parts.next()).value!;
  expect(third.bytes.buffer).toBe(first.bytes.buffer);
  expect([...second.bytes]).toEqual([1, 1, 1, 1, 2, 2]);
  expect([...third.bytes]).toEqual([2, 2, 2, 2, 2, 2]);
});

test('a short one is not kept where longer ones are needed', () => {
  const memory = partMemory();
  const long = memory.take(8);
  memory.giveBack(long);
  memory.giveBack(Buffer.alloc(3));
  expect(memory.take(8)).toBe(long);
});
