import { WriteStream } from 'node:tty';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openProgress, progressLine } from './progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function terminal(columns: number): { stream: WriteStream; written: string[] } {
  const written: string[] = [];
  const stream = Object.create(WriteStream.prototype, {
    columns: { value: columns },
    write: { value: (text: string) => written.push(text) },
  }) as WriteStream;
  return { stream, written };
}

test('one line, drawn in place, taken away for others and at the end', () => {
  const { stream, written } = terminal(40);
  const progress = openProgress(stream, true, 'put', 'records');
  progress.clear();
  expect(written).toEqual([]);
  progress.tally.items = 3;
  vi.advanceTimersByTime(200);
  expect(written).toHaveLength(1);
  expect(written[0]).toMatch(/^\rleat-put {2}3 records /);
  expect(written[0]!.endsWith('\u001B[K')).toBe(true);
  expect(written[0]!.length).toBeLessThanOrEqual(1 + 39 + 3);
  progress.clear();
  progress.clear();
  expect(written.slice(1)).toEqual(['\r\u001B[K']);
  vi.advanceTimersByTime(400);
  expect(written).toHaveLength(4);
  progress.stop();
  expect(written.at(-1)).toBe('\r\u001B[K');
  vi.advanceTimersByTime(1000);
  expect(written).toHaveLength(5);
});

test('off a terminal nothing is drawn, and it is counted all the same', () => {
  const { stream, written } = terminal(80);
  const progress = openProgress(stream, false, 'put', 'records');
  progress.tally.items++;
  vi.advanceTimersByTime(1000);
  progress.clear();
  progress.stop();
  expect(written).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

const tally = { items: 0, failed: 0, bytes: 0, share: undefined };

test.for([
  [{ ...tally, items: 1500 }, 3, 'leat-put  1,500 records  500/s  3.0 s'],
  [{ ...tally, items: 2, bytes: 3_000_000 }, 3, 'leat-put  2 records  3.00 MB  1.00 MB/s  3.0 s'],
  [{ ...tally, items: 2, failed: 1 }, 4, 'leat-put  2 records  1/s  1 failed  4.0 s'],
  [{ ...tally, items: 100, share: 0.25 }, 10, 'leat-put  100 records  10/s  10 s  about 30 s left'],
  [{ ...tally, items: 100, share: 0.25 }, 1, 'leat-put  100 records  100/s  1.0 s'],
  [{ ...tally, items: 100, share: 1 }, 10, 'leat-put  100 records  10/s  10 s'],
  [tally, 0, 'leat-put  0 records  0/s  0.0 s'],
] as const)('%j after %d s', ([shown, seconds, line]) => {
  expect(progressLine('put', 'records', shown, seconds)).toBe(line);
});
