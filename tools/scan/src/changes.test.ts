import { Failure } from '@leat/pipe';
import { StatementSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { openChanges, type Changes } from './changes.ts';
import { openEmitted } from './end-to-end/emitted.ts';

/** Plays one round: keys with their revs; returns what was passed on. */
function play(changes: Changes, revs: Record<string, string>, isEverything = false): string[] {
  const { emitted, to } = openEmitted();
  const round = changes.round(to, isEverything);
  for (const [key, rev] of Object.entries(revs)) void round.text(key, rev, JSON.stringify({ key, rev }));
  changes.endRound();
  return emitted.records.map(({ key, rev }) => `${key} ${rev}`);
}

test('a round passes on what is new or has another rev', () => {
  const changes = openChanges();
  expect(play(changes, { a: '1', b: '1' })).toEqual(['a 1', 'b 1']);
  expect(play(changes, { a: '1', b: '1' })).toEqual([]);
  expect(play(changes, { a: '1', b: '2', c: '1' })).toEqual(['b 2', 'c 1']);
  expect(play(changes, { a: '1', b: '1', c: '1' })).toEqual(['b 1']);
});

test('what vanished is new when it comes back', () => {
  const changes = openChanges();
  play(changes, { a: '1', b: '1' });
  expect(play(changes, { b: '1' })).toEqual([]);
  expect(play(changes, { a: '1', b: '1' })).toEqual(['a 1']);
});

test('a resync passes on everything, and the round after it what changed', () => {
  const changes = openChanges();
  play(changes, { a: '1', b: '1' });
  expect(play(changes, { a: '1', b: '1' }, true)).toEqual(['a 1', 'b 1']);
  expect(play(changes, { a: '1', b: '2' })).toEqual(['b 2']);
});

test('any text may be a key', () => {
  const changes = openChanges();
  const revs = { '': '1', 'a\'b"c': '1', 'line\nend': '1', é: '1', 'e\u0301': '1', '😀': '1' };
  expect(play(changes, revs)).toHaveLength(6);
  expect(play(changes, revs)).toEqual([]);
});

describe('what is not a record is said once too', () => {
  const say = (
    changes: Changes,
    act: (to: ReturnType<typeof openEmitted>['to']) => void,
    isEverything = false,
  ) => {
    const { emitted, to } = openEmitted();
    act(changes.round(to, isEverything));
    changes.endRound();
    return [...emitted.heldBack, ...emitted.problems, ...emitted.log];
  };

  test('until it is otherwise, or everything is said again', () => {
    const changes = openChanges();
    const all = (code: string, count: number) => (to: ReturnType<typeof openEmitted>['to']) => {
      to.heldBack('a', 'empty');
      to.problem('b', new Failure('reject', code, 'it is'));
      to.log.warn(`files in no dataset: ${count}`);
      to.log.warn('not a leaf', { key: 'c' });
      to.log.warn('not a leaf', { key: 'd' });
      to.log.debug('always');
    };
    const first = [
      'a: empty',
      'b: denied',
      'warn files in no dataset: 1',
      'warn not a leaf',
      'warn not a leaf',
      'debug always',
    ];
    expect(say(changes, all('denied', 1))).toEqual(first);
    expect(say(changes, all('denied', 1))).toEqual(['debug always']);
    expect(say(changes, all('vanished', 2))).toEqual([
      'b: vanished',
      'warn files in no dataset: 2',
      'debug always',
    ]);
    expect(say(changes, all('vanished', 2), true)).toHaveLength(6);
  });

  test('a key that was held back and is emitted now is passed on', () => {
    const changes = openChanges();
    say(changes, (to) => to.heldBack('a', 'temporary name'));
    expect(play(changes, { a: '1' })).toEqual(['a 1']);
  });
});

test('a full disk is said as what it is', () => {
  const changes = openChanges();
  const run = vi.spyOn(StatementSync.prototype, 'run').mockImplementation(() => {
    throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
  });
  expect(() => play(changes, { a: '1' })).toThrow(
    expect.objectContaining({ class: 'fatal', code: 'disk_full' }),
  );
  run.mockRestore();
});
