import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines, type BadLine } from './lines.ts';

const MAX = 64;

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  // One piece of memory for all, as from a pipe: what is kept has to be copied.
  const shared = Buffer.alloc(Math.max(1, ...sizes, bytes.length));
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % Math.max(1, sizes.length)] ?? bytes.length);
    const chunk = bytes.subarray(at, at + size);
    shared.fill(0);
    chunk.copy(shared);
    yield shared.subarray(0, chunk.length);
    at += chunk.length;
  }
}

async function linesOf(bytes: Buffer | string, sizes: readonly number[] = [], max = MAX) {
  const lines: (string | BadLine)[] = [];
  let next = 1;
  let torn = false;
  let used = 0;
  for await (const batch of readLines(inChunks(Buffer.from(bytes as string), sizes), max)) {
    expect(batch.first).toBe(next);
    next += batch.lines.length;
    lines.push(...batch.lines);
    ({ torn } = batch);
    used += batch.size;
  }
  return { lines, torn, used };
}

const line = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => Buffer.from(text.replaceAll('\n', ' '))),
  fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 10))),
  fc.constantFrom(
    Buffer.alloc(0),
    Buffer.from('\r'),
    Buffer.from('\uFEFF{}'),
    Buffer.from('{"a":"\u2028"}\r'),
    Buffer.alloc(200, 97),
  ),
);

test('the chunks that lines come in make no difference', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 12 }),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 5 }),
      async (lines, endsOpen, sizes) => {
        const bytes = Buffer.concat(lines.flatMap((it) => [it, Buffer.from('\n')]));
        const input = endsOpen ? bytes.subarray(0, -1) : bytes;
        const whole = await linesOf(input);
        const cut = await linesOf(input, sizes);
        expect(cut.lines).toEqual(whole.lines);
        expect(cut.torn).toBe(whole.torn);
        const oneByOne = await Promise.all(lines.map(async (it) => (await linesOf(it)).lines));
        const isLastEmpty = endsOpen && lines.at(-1)?.length === 0;
        // A byte order mark is dropped from the first line only.
        const expected = oneByOne
          .map((it) => it[0] ?? '')
          .slice(0, isLastEmpty ? -1 : undefined)
          .map((it, at) =>
            at > 0 && lines[at]!.subarray(0, 3).equals(BOM) && it === dropped(lines[at]!)
              ? kept(lines[at]!)
              : it,
          );
        expect(whole.lines).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});

const BOM = Buffer.from('\uFEFF');
const kept = (bytes: Buffer): string => bytes.toString().replace(/\r$/, '');
const dropped = (bytes: Buffer): string => kept(bytes).slice(1);

const cases: [string, Buffer | string, (string | Partial<BadLine>)[], boolean][] = [
  ['nothing', '', [], false],
  ['one line', '{}\n', ['{}'], false],
  ['no newline at the end', '{}\n{"a"', ['{}', '{"a"'], true],
  ['blank lines', '\n\n{}\n', ['', '', '{}'], false],
  ['CRLF', '{}\r\n{"a":"\r"}\r\n', ['{}', '{"a":"\r"}'], false],
  ['a byte order mark', '\uFEFF{}\n\uFEFF{}\n', ['{}', '\uFEFF{}'], false],
  ['line separators of Unicode', '"\u2028"\n"\u2029\u0085"\n', ['"\u2028"', '"\u2029\u0085"'], false],
  [
    'invalid UTF-8',
    Buffer.from([0x61, 10, 0xff, 0xfe, 10, 0x62, 10]),
    ['a', { code: 'bad_utf8', size: 2, bytes: Buffer.from([0xff, 0xfe]) }, 'b'],
    false,
  ],
  [
    'invalid UTF-8 at the end',
    Buffer.from([0x61, 10, 0xc3]),
    ['a', { code: 'bad_utf8', size: 1, bytes: Buffer.from([0xc3]) }],
    true,
  ],
  [
    'a line that is too long',
    `${'x'.repeat(MAX)}\n${'x'.repeat(MAX + 1)}\ny\n`,
    ['x'.repeat(MAX), { code: 'line_too_long', size: MAX + 1, bytes: Buffer.alloc(MAX + 1, 'x') }, 'y'],
    false,
  ],
];

test.for(cases)('%s', async ([, input, lines, torn]) => {
  for (const sizes of [[], [1], [3, 1]]) {
    const read = await linesOf(input, sizes);
    expect(read.lines.map((it) => (typeof it === 'string' ? it : withoutDigest(it)))).toEqual(lines);
    expect(read.torn).toBe(torn);
  }
});

const withoutDigest = ({ code, size, bytes }: BadLine): Partial<BadLine> => ({ code, size, bytes });

test('of a line that is too long the first 4 KiB are kept, and a digest of all of it', async () => {
  const long = (end: string): Buffer => Buffer.from(`${'ab'.repeat(5000)}${end}\n`);
  const read = async (end: string, sizes: number[]) =>
    (await linesOf(long(end), sizes, 1000)).lines[0] as BadLine;
  const first = await read('1', []);
  expect(first.bytes.toString()).toBe('ab'.repeat(2048));
  expect(first.size).toBe(10_001);
  // The first chunk is much shorter than what is kept.
  expect(await read('1', [10])).toEqual(first);
  expect(await read('1', [3, 7000])).toEqual(first);
  expect((await read('2', [10])).digest).not.toBe(first.digest);
});

test('a line of 50 MB in chunks of 64 KiB is joined once', async () => {
  const size = 50_000_000;
  const concat = Buffer.concat;
  let copied = 0;
  Buffer.concat = (list, length) => {
    const joined = concat(list, length);
    copied += joined.length;
    return joined;
  };
  try {
    const { lines } = await linesOf(Buffer.alloc(size, 'x'), [65_536], size);
    expect(lines[0]).toHaveLength(size);
  } finally {
    Buffer.concat = concat;
  }
  expect(copied).toBe(size);
});

test('bytes are counted as they are used up, for the share that is done', async () => {
  expect((await linesOf('{}\n{}\n')).used).toBe(6);
});
