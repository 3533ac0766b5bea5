import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytewise } from './bytewise.ts';

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

async function through(names: readonly string[]): Promise<string[]> {
  async function* listing(): AsyncGenerator<string> {
    yield* names;
  }
  return Array.fromAsync(bytewise(listing(), (name) => name));
}

/** Names that share beginnings, of the characters around those that the two orders place differently. */
const names = fc.uniqueArray(
  fc.string({
    unit: fc.constantFrom('a', 'é', '\uD7FF', '\u{1F600}', '\u{10000}', '\uE000', '\uFF21'),
    maxLength: 5,
  }),
);

test('whatever order a listing has, that of UTF-16 or that of bytes, it comes out in that of bytes', async () => {
  await fc.assert(
    fc.asyncProperty(names, async (names) => {
      const expected = names.toSorted(byBytes);
      expect(await through(names.toSorted())).toEqual(expected);
      expect(await through(expected)).toEqual(expected);
    }),
  );
});

test('names are held back only while another could come before them', async () => {
  const taken: string[] = [];
  async function* listing(): AsyncGenerator<string> {
    for (const name of ['a', 'b\u{1F600}', 'b\u{1F601}', 'c', 'd']) {
      taken.push(name);
      yield name;
    }
  }
  const when = new Map<string, string | undefined>();
  for await (const name of bytewise(listing(), (name) => name)) when.set(name, taken.at(-1));
  expect([...when]).toEqual([
    ['a', 'a'],
    ['b\u{1F600}', 'c'],
    ['b\u{1F601}', 'c'],
    ['c', 'c'],
    ['d', 'd'],
  ]);
});
