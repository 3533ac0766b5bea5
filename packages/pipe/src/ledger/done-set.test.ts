import { expect, test } from 'vitest';
import { entry, report, testLedger } from '../fixtures/ledger.ts';
import { openDoneSet } from './done-set.ts';

test('only what is done, with just this rev, while the ledger is in use', async () => {
  const ledger = testLedger();
  const odd = ['', 'ü"\\\u2028', 'a\u0000b', '$[0]', '😀'];
  for (const rev of odd) await ledger.done(entry(`k${rev}`, rev), {});
  await ledger.begin(entry('begun'));
  await ledger.begin(entry('failed'));
  await ledger.failed(entry('failed'), report, '{}');
  const done = openDoneSet(ledger.path);
  const pairs = [
    ...odd.map((rev) => [`k${rev}`, rev] as const),
    ['k', 'other'],
    ['begun', '1'],
    ['failed', '1'],
    ['unknown', '1'],
    ['k', ''],
  ] as const;
  expect(done.areDone(pairs)).toEqual([...odd.map(() => true), false, false, false, false, true]);
  await ledger.done(entry('begun'), {});
  expect(done.areDone([['begun', '1']])).toEqual([true]);
  expect(done.areDone([])).toEqual([]);
  done.close();
});

test('what was done with other options is not done', async () => {
  const ledger = testLedger();
  await ledger.done(entry('a'), {});
  await ledger.done(entry('b'), {});
  ledger.close();
  const later = testLedger(ledger.path, 'o2');
  await later.done(entry('b'), {});
  const done = openDoneSet(ledger.path);
  expect(
    done.areDone([
      ['a', '1'],
      ['b', '1'],
    ]),
  ).toEqual([false, true]);
  done.close();
});
