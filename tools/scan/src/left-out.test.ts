import { expect, test } from 'vitest';
import { openEmitted } from './end-to-end/emitted.ts';
import { openLeftOut } from './left-out.ts';

test('each kind is told once, with its count and its first', () => {
  const { emitted, to } = openEmitted();
  const leftOut = openLeftOut();
  leftOut.note('hidden', '.a');
  leftOut.note('stray', 'b', 1200);
  leftOut.note('stray', 'c', 34);
  leftOut.note('link', 'd');
  leftOut.tell(to.log);
  expect(emitted.log).toEqual([
    'debug hidden names: 1, the first is .a',
    'warn files in no dataset: 1,234, the first is b',
    'info symbolic links not followed: 1, the first is d',
  ]);
});

test('nothing left out, nothing told', () => {
  const { emitted, to } = openEmitted();
  openLeftOut().tell(to.log);
  expect(emitted.log).toEqual([]);
});
