import { expect, test } from 'vitest';
import { rangesOf } from './copy-range.ts';
import { partSizeFor, partsInFlight } from './part-size.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;
const TiB = 1024 ** 4;

test.each([
  [0, 8 * MiB, 4],
  [70 * GiB, 8 * MiB, 4],
  [100 * GiB, 11 * MiB, 4],
  [200 * GiB, 21 * MiB, 2],
  [5 * TiB, 525 * MiB, 2],
])('%d bytes go in parts of %d, %d at once', (size, partSize, inFlight) => {
  expect(partSizeFor(size)).toBe(partSize);
  expect(Math.ceil(size / partSize)).toBeLessThanOrEqual(10_000);
  expect(partsInFlight(size)).toBe(inFlight);
});

test('parts of an unknown size grow', () => {
  const sizeAt = partSizeFor(undefined) as (index: number) => number;
  expect([0, 1999, 2000, 9999].map(sizeAt)).toEqual([8 * MiB, 8 * MiB, 16 * MiB, 128 * MiB]);
});

test.each([5 * MiB, 512 * MiB, 512 * MiB + 1, GiB, 5 * TiB])(
  '%d bytes are copied in ranges that are long enough',
  (size) => {
    const ranges = rangesOf(size);
    expect(ranges.length).toBeLessThanOrEqual(5000 + Math.ceil(size / (512 * MiB)));
    let at = 0;
    for (const [index, { start, end, ...range }] of ranges.entries()) {
      expect({ start, ...range }).toEqual({ index, start: at });
      expect(end - start).toBeGreaterThanOrEqual(5 * MiB);
      expect(end - start).toBeLessThanOrEqual(5 * GiB);
      at = end;
    }
    expect(at).toBe(size);
  },
);
