import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutParts, type Part, type PartSizes } from './parts.ts';

async function cut(blocks: readonly Uint8Array[], sizes: PartSizes): Promise<Part[]> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield* blocks;
  }
  return Array.fromAsync(cutParts(source(), sizes));
}

const blocks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 20 });
const ascending = fc
  .uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 10 })
  .map((cuts) => cuts.toSorted((a, b) => a - b));

test('the parts together are the source, one after the other, and only the last says so', async () => {
  await fc.assert(
    fc.asyncProperty(
      blocks,
      fc.integer({ min: 1, max: 30 }),
      ascending,
      fc.nat(50),
      async (blocks, partSize, cuts, start) => {
        const parts = await cut(blocks, { partSize, cuts, start });
        expect(Buffer.concat(parts.map(({ bytes }) => bytes))).toEqual(Buffer.concat(blocks));
        let at = start;
        for (const [index, part] of parts.entries()) {
          expect(part).toMatchObject({ index, start: at, isLast: index === parts.length - 1 });
          at += part.bytes.length;
        }
      },
    ),
  );
});

test('a part is as large as it may be, and ends at a cut', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, fc.integer({ min: 1, max: 30 }), ascending, async (blocks, partSize, cuts) => {
      for (const { start, bytes, isLast } of await cut(blocks, { partSize, cuts })) {
        const end = start + bytes.length;
        expect(cuts.some((cut) => start < cut && cut < end)).toBe(false);
        const isFull = bytes.length > 0 && (bytes.length === partSize || cuts.includes(end));
        expect(isLast || isFull).toBe(true);
      }
    }),
  );
});

test('of nothing there is one part without bytes', async () => {
  expect(await cut([], { partSize: 5 })).toEqual([
    { index: 0, start: 0, bytes: Buffer.alloc(0), isLast: true },
  ]);
  expect(await cut([Buffer.alloc(0)], { partSize: 5 })).toHaveLength(1);
  expect(await cut([Buffer.from('12345')], { partSize: 5 })).toHaveLength(1);
});

test('a source may use its block again', async () => {
  async function* source(): AsyncGenerator<Uint8Array> {
    const block = Buffer.from('a');
    yield block;
    block.write('b');
    yield block;
  }
  const [part] = await Array.fromAsync(cutParts(source(), { partSize: 10 }));
  expect(part!.bytes.toString()).toBe('ab');
});

test('where the size is known, a part has just the memory that it needs', async () => {
  const given = Array.from({ length: 12 }, (_, index) => Buffer.alloc(50_000, index));
  const parts = await cut(given, { partSize: 400_000, size: 600_000 });
  expect(Buffer.concat(parts.map(({ bytes }) => bytes))).toEqual(Buffer.concat(given));
  expect(parts.map(({ bytes }) => bytes.buffer.byteLength)).toEqual([400_000, 200_000]);
});

test('a source that is not read to its end is closed', async () => {
  let isClosed = false;
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield Buffer.from('abc');
    } finally {
      isClosed = true;
    }
  }
  for await (const { index } of cutParts(source(), { partSize: 2 })) if (index === 3) break;
  expect(isClosed).toBe(true);
});
