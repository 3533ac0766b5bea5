import { expect, test } from 'vitest';
import type { Row } from '../ledger/ledger.ts';
import { decide, isMoved, type DecisionRules } from './decide.ts';

const item = { key: 'a', rev: '1', uri: '/a' };
const plain: DecisionRules = {
  options: 'o1',
  looksUpNew: false,
  isForced: false,
  acceptsMoved: false,
  hasOneRev: true,
};
const row = (state: Row['state'], more: Partial<Row> = {}): Row => ({
  rev: '1',
  state,
  uri: '/a',
  options: 'o1',
  result: state === 'done' ? '{"put":1}' : null,
  attempts: 1,
  ...more,
});
const other = { rev: '2' };
const elsewhere = { uri: '/b' };
const otherOptions = { options: 'o2' };
const doneBefore = { result: '{"put":1}' };

test.for<[string, Row[], Partial<DecisionRules>, string]>([
  ['nothing is known', [], {}, 'do'],
  ['nothing is known, and doing twice would harm', [], { looksUpNew: true }, 'lookup'],
  ['another rev is done', [row('done', other)], {}, 'do'],
  ['it is done', [row('done')], {}, 'skip'],
  ['it is done, and to be done again', [row('done')], { isForced: true }, 'redo'],
  ['it is done with other options', [row('done', otherOptions)], {}, 'redo'],
  [
    'it is done with other options, and doing twice would harm',
    [row('done', otherOptions)],
    { looksUpNew: true },
    'redo',
  ],
  ['it is done, and a later rev of it too', [row('done'), row('done', other)], {}, 'skip'],
  ['a later rev may have replaced it', [row('done'), row('begin', other)], {}, 'redo'],
  [
    'a later rev may have replaced it, and doing twice would harm',
    [row('done'), row('begin', other)],
    { looksUpNew: true },
    'lookup',
  ],
  ['a later rev stands beside it', [row('done'), row('begin', other)], { hasOneRev: false }, 'skip'],
  ['a later rev has failed', [row('done'), row('failed', other)], {}, 'skip'],
  ['it is in doubt', [row('begin')], {}, 'lookup'],
  ['it is in doubt, and forced', [row('begin')], { isForced: true }, 'lookup'],
  ['it is in doubt with other options', [row('begin', otherOptions)], {}, 'do'],
  [
    'it is in doubt with other options, and doing twice would harm',
    [row('begin', otherOptions)],
    { looksUpNew: true },
    'lookup',
  ],
  ['it was done before, and doing it again is in doubt', [row('begin', doneBefore)], {}, 'redo'],
  ['it was done before, and doing it again has failed', [row('failed', doneBefore)], {}, 'redo'],
  ['it has failed', [row('failed')], {}, 'lookup'],
  ['it has failed elsewhere', [row('failed', elsewhere)], {}, 'lookup'],
  ['another rev has failed elsewhere', [row('failed', { ...other, ...elsewhere })], {}, 'do'],
  ['it was done without an address', [row('done', { uri: null })], {}, 'skip'],
  ['it is done elsewhere, and has moved', [row('done', elsewhere)], { acceptsMoved: true }, 'skip'],
])('%s: %s', ([, rows, rules, is]) => {
  expect(decide(item, rows, { ...plain, ...rules }).is).toBe(is);
});

test.for<[string, Row]>([
  ['it is done', row('done', elsewhere)],
  ['another rev is done', row('done', { ...other, ...elsewhere })],
  ['it is in doubt', row('begin', elsewhere)],
])('%s elsewhere: the key is taken', ([, taken]) => {
  expect(() => decide(item, [taken], plain)).toThrow(
    expect.objectContaining({
      class: 'reject',
      code: 'key_taken',
      message: 'this key was done from /b, now it comes from /a',
    }),
  );
});

test('a record without an address takes no key, and what is done is skipped with its result', () => {
  const nowhere = { key: 'a', rev: '1', uri: undefined };
  expect(decide(nowhere, [row('done', elsewhere)], plain)).toEqual({ is: 'skip', result: '{"put":1}' });
  expect(isMoved(nowhere, [row('done')])).toBe(false);
  expect(isMoved(item, [row('done', { uri: null })])).toBe(false);
});
