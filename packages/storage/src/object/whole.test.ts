import { expect, test } from 'vitest';
import { wholeOf } from './whole.ts';

async function* given(...blocks: string[]): AsyncGenerator<Buffer> {
  // One memory for all of them, as a source may do.
  const memory = Buffer.alloc(10);
  for (const block of blocks) yield memory.subarray(0, memory.write(block));
}

test.each([
  ['no block', [], ''],
  ['an empty block', [''], ''],
  ['one block', ['abc'], 'abc'],
  ['several blocks', ['ab', '', 'c', 'def'], 'abcdef'],
  ['an empty block after all', ['abc', ''], 'abc'],
])('a source of %s comes whole', async (_, blocks, expected) => {
  expect(String(await wholeOf(given(...blocks), expected.length, undefined))).toBe(expected);
});

test.each([[['abc']], [['a', 'bcd']], [['a']], [[]]])('%j has not two bytes', async (blocks) => {
  await expect(wholeOf(given(...blocks), 2, undefined)).rejects.toThrow(RangeError);
});

test('bytes at hand are not copied', async () => {
  const bytes = new Uint8Array([0, 1, 2, 3]).subarray(1, 3);
  const whole = await wholeOf(bytes, 2, undefined);
  expect(whole.buffer).toBe(bytes.buffer);
  expect([...whole]).toEqual([1, 2]);
});
