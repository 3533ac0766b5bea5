import { expect, test } from 'vitest';
import { changedAt } from './settle.ts';

const now = Date.UTC(2026, 5, 1);
const second = 1000;

test.for([
  ['both old', -500, -400, -400],
  ['written in place just now', -1, -1, -1],
  ['a copy that kept its time', -1_000_000, -1, -1],
  ['moved here by a system that sets no ctime', -1, -1_000_000, -1],
  ['a mtime in the future says nothing', 5000, -100, -100],
  ['a ctime in the future does', -100, 5, 5],
  ['both in the future', 9, 5, 5],
] as const)('%s', ([, mtime, ctime, changed]) => {
  const times = { mtimeMs: now + mtime * second, ctimeMs: now + ctime * second };
  expect(changedAt(times, now)).toBe(now + changed * second);
});
