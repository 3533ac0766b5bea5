import { readFileSync } from 'node:fs';
import { beforeEach, expect, test, vi } from 'vitest';
import { waited } from './waited.ts';

vi.mock('node:fs', { spy: true });

/** Says that the thread has waited so long for a processor, since it began. */
function delayIs(milliseconds: number): void {
  vi.mocked(readFileSync).mockReturnValue(`123456 ${milliseconds * 1e6} 78\n`);
}

beforeEach(() => {
  delayIs(0);
  waited(performance.now() - 1000, 8);
});

test('calls of a slow file system are slow', () => {
  delayIs(1);
  expect(waited(performance.now() - 1000, 8)).toBeGreaterThanOrEqual(999);
});

test('calls during which other programs had the processor are not', () => {
  delayIs(998);
  expect(waited(performance.now() - 1000, 8)).toBeGreaterThanOrEqual(2);
  delayIs(500_000);
  expect(waited(performance.now() - 1000, 8)).toBe(0);
});

test('where the system does not tell, all of it counts', () => {
  vi.mocked(readFileSync).mockImplementation(() => {
    throw new Error('ENOENT');
  });
  expect(waited(performance.now() - 1000, 8)).toBeGreaterThanOrEqual(1000);
});
