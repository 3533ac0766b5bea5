import { expect, test } from 'vitest';
import { openPace, type Clock } from './pace.ts';

/** A clock that goes on only while somebody waits. */
function openClock(): Clock & { go(milliseconds: number): void } {
  let now = 0;
  return {
    now: () => now,
    wait: async (milliseconds) => void (now += milliseconds),
    go: (milliseconds) => void (now += milliseconds),
  };
}

test('a few requests at once, then eight in a second', async () => {
  const clock = openClock();
  const pace = openPace(new AbortController().signal, clock);
  const times: number[] = [];
  for (let request = 0; request < 12; request++) {
    await pace();
    times.push(clock.now());
  }
  expect(times).toEqual([0, 0, 0, 0, 125, 250, 375, 500, 625, 750, 875, 1000]);
});

test('who was quiet for long may ask a few at once again, and no more', async () => {
  const clock = openClock();
  const pace = openPace(new AbortController().signal, clock);
  for (let request = 0; request < 8; request++) await pace();
  clock.go(60_000);
  const before = clock.now();
  for (let request = 0; request < 5; request++) await pace();
  expect(clock.now() - before).toBe(125);
});

test('waiting ends with the run', async () => {
  const pace = openPace(AbortSignal.abort());
  const asked = Promise.all(Array.from({ length: 5 }, pace));
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});
