import * as fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readRanges } from './read-ranges.ts';

const bytes = Buffer.from(Array.from({ length: 100 }, (_, index) => index));

async function* blocks(start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += 3) yield bytes.subarray(at, Math.min(end, at + 3));
}

test('the bytes come in order, however late their ranges are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.nat(100),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (s, start, rangeBytes, atOnce) => {
        let underWay = 0;
        const read = async (from: number, to: number): Promise<AsyncIterable<Uint8Array>> => {
          underWay++;
          expect(underWay).toBeLessThanOrEqual(atOnce);
          await s.schedule(Promise.resolve());
          underWay--;
          return blocks(from, to);
        };
        const all = Array.fromAsync(readRanges(read, { start, end: 100, rangeBytes, atOnce }));
        await s.waitFor(all);
        expect(Buffer.concat(await all)).toEqual(bytes.subarray(start));
      },
    ),
  );
});

test('no range is asked for before there is room for it', async () => {
  const asked: number[] = [];
  const read = async (from: number, to: number): Promise<AsyncIterable<Uint8Array>> => {
    asked.push(from);
    return blocks(from, to);
  };
  const reading = readRanges(read, { start: 0, end: 100, rangeBytes: 10, atOnce: 3 });
  await reading.next();
  await turn();
  expect(asked).toEqual([0, 10, 20, 30]);
  await reading.return();
});

test('a failure comes out when its turn comes, and ends the others', async () => {
  const broken = new Error('broken');
  let told = 0;
  const read = async (from: number, to: number, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> => {
    signal.addEventListener('abort', () => told++);
    if (from === 20) throw broken;
    return blocks(from, to);
  };
  const seen: Uint8Array[] = [];
  const reading = (async () => {
    for await (const block of readRanges(read, { start: 0, end: 100, rangeBytes: 10, atOnce: 3 }))
      seen.push(Buffer.from(block));
  })();
  await expect(reading).rejects.toBe(broken);
  expect(Buffer.concat(seen)).toEqual(bytes.subarray(0, 20));
  expect(told).toBeGreaterThan(0);
});
