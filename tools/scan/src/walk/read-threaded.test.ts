import { expect, test } from 'vitest';
import type { WalkEvent } from './events.ts';
import { useScratch } from '../end-to-end/scratch.ts';
import { lineOf, walked } from '../fixtures/walked.ts';
import type { Pace } from './pace.ts';
import { walkAtPace } from './walk.ts';

const scratch = useScratch();

/** Walks with a thread, and takes no second batch before the thread has sent something. */
async function walkedWithThread(pace: Pace, hasSent: Promise<void>): Promise<WalkEvent[]> {
  const all: WalkEvent[] = [];
  for await (const events of walkAtPace(scratch.path, {}, pace)) {
    if (all.length === 0) await hasSent;
    all.push(...events);
  }
  return all;
}

function makeTree(): void {
  const names = Array.from({ length: 3000 }, (_, number) => `d${number % 60}/f${number}`);
  scratch.make(Object.fromEntries(names.map((name) => [name, name])));
  scratch.make({ 'd42/link': { to: 'nothing' }, 'd43/.hidden': '', 'd44/only-directories/x/y': '' });
}

test('what a second thread reads comes in order and is the same', async () => {
  makeTree();
  const { promise, resolve } = Promise.withResolvers<void>();
  let largest = 0;
  const sample = (calls: number): void => {
    largest = Math.max(largest, calls);
    if (calls > 500) resolve();
  };
  const events = await walkedWithThread({ slow: false, big: true, sample }, promise);
  const expected = await walked(scratch.path);
  expect(events.map(lineOf)).toEqual(expected.map(lineOf));
  expect(sizes(events)).toEqual(sizes(expected));
  // Plain calls are sampled by the handful, the thread's by the thousand.
  expect(largest).toBeGreaterThan(500);
});

test('what a thread has not read when the file system becomes slow is read through the pool', async () => {
  makeTree();
  const { promise, resolve } = Promise.withResolvers<void>();
  let slow = false;
  const pace: Pace = {
    big: true,
    get slow() {
      return slow;
    },
    sample(calls) {
      if (calls <= 500) return;
      slow = true;
      resolve();
    },
  };
  const events = await walkedWithThread(pace, promise);
  expect(events.map(lineOf)).toEqual((await walked(scratch.path)).map(lineOf));
});

function sizes(events: readonly WalkEvent[]): number[] {
  return events.flatMap((event) => (event.type === 'file' ? [event.stats.size] : []));
}
