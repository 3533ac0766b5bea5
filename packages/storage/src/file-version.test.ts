import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileVersion, infoOf } from './file-version.ts';

test('a version is size, mtime and ctime in whole microseconds', () => {
  const stats = { size: 5, mtimeMs: 1_779_500_000_000.0625, ctimeMs: 1_779_500_000_123.456 };
  expect(fileVersion(stats)).toBe('5-1779500000000063-1779500000123456');
});

test('all times are written in full', () => {
  const time = fc.double({ min: -1e12, max: 8e12, noNaN: true });
  fc.assert(
    fc.property(time, (mtimeMs) => {
      expect(fileVersion({ size: 0, mtimeMs, ctimeMs: 0 })).toBe(
        `0-${Math.round(mtimeMs * 1000)}-0`.replace('--0-', '-0-'),
      );
    }),
    { examples: [[0], [0.0004], [999.9], [1000], [1000.001], [-1], [1_600_000_000_000.25]] },
  );
});

test('a file whose time is beyond every Date has the last one, and can be read', () => {
  const stats = { size: 0, mtimeMs: 1e17, ctimeMs: 0 };
  expect(infoOf({ scheme: 'file', path: '/f' }, stats).mtime).toBe('+275760-09-13T00:00:00.000Z');
});
