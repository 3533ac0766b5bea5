import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameBytes } from './same-bytes.ts';

async function* cut(
  bytes: Uint8Array,
  sizes: readonly number[],
  ended?: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    let at = 0;
    for (const size of sizes) {
      yield bytes.subarray(at, at + size);
      at += size;
    }
    yield bytes.subarray(at);
  } finally {
    ended?.();
  }
}

const sizes = fc.array(fc.nat(9), { maxLength: 9 });

test('blocks do not matter, bytes do', async () => {
  const bytes = fc.uint8Array({ maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(bytes, sizes, sizes, fc.option(fc.nat()), async (all, a, b, change) => {
      const other = Buffer.from(all);
      const isChanged = change !== null && all.length > 0;
      if (isChanged) other[change % all.length]! ^= 1;
      expect(await sameBytes(cut(all, a), cut(other, b))).toBe(!isChanged);
      expect(await sameBytes(cut(all, a), cut(Buffer.concat([all, Buffer.from('x')]), b))).toBe(false);
    }),
  );
});

test('both are closed at the first difference', async () => {
  const ends: string[] = [];
  const a = cut(Buffer.from('abc'), [1], () => ends.push('a'));
  const b = cut(Buffer.from('xbc'), [1], () => ends.push('b'));
  expect(await sameBytes(a, b)).toBe(false);
  expect(ends.toSorted()).toEqual(['a', 'b']);
});
