import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Failure } from '../failure.ts';
import { testDirectory } from '../fixtures/directory.ts';
import { entry, testLedger } from '../fixtures/ledger.ts';
import { tryStep } from '../fixtures/run-step.ts';
import type { Lookup } from '../tool.ts';

vi.mock(import('node:timers/promises'), async (original) => ({
  ...(await original()),
  setTimeout: (() => Promise.resolve()) as typeof import('node:timers/promises').setTimeout,
}));

const newPath = (): string => join(testDirectory(), 'l.db');
const a = { key: 'a', rev: '1', uri: '/data/a' };
const earlier = (): Lookup => ({ is: 'found', members: { put: 'earlier' } });
const other = { options: 'o2' };

async function done(): Promise<string> {
  const ledgerPath = newPath();
  await tryStep({ lines: [a], ledgerPath });
  return ledgerPath;
}

test('--force does again what is done', async () => {
  const ledgerPath = await done();
  const { commits, counts } = await tryStep({
    lines: [a],
    ledgerPath,
    rules: { isForced: true },
    lookup: earlier,
  });
  expect(commits).toEqual(['a 1']);
  expect(counts).toMatchObject({ done: 1, skipped: 0 });
});

test('with other options it is done again, and then it is done with those', async () => {
  const ledgerPath = await done();
  const again = await tryStep({ lines: [a], ledgerPath, rules: other, lookup: earlier });
  expect(again).toMatchObject({ commits: ['a 1'], lookups: [], counts: { done: 1 } });
  expect(await tryStep({ lines: [a], ledgerPath, rules: other })).toMatchObject({
    commits: [],
    counts: { skipped: 1 },
  });
  expect(await tryStep({ lines: [a], ledgerPath })).toMatchObject({ commits: ['a 1'] });
});

test('a repeated try does not take the earlier effect for its own', async () => {
  const ledgerPath = await done();
  let tries = 0;
  const { frame, lookups } = await tryStep({
    lines: [a],
    ledgerPath,
    rules: { ...other, retries: 2 },
    lookup: earlier,
    commit: () => {
      if (++tries === 1) throw new Failure('retry', 'busy', 'busy');
      return { put: 'now' };
    },
  });
  expect(lookups).toEqual([]);
  expect(frame.records()).toEqual([{ ...a, put: 'now' }]);
});

test.for(['was cut off', 'has failed'])('nor does the next run, when doing it again %s', async (how) => {
  const ledgerPath = await done();
  const ledger = testLedger(ledgerPath, 'o2');
  await ledger.begin(entry('a'));
  ledger.close();
  if (how === 'has failed') {
    await tryStep({
      lines: [a],
      ledgerPath,
      rules: other,
      commit: () => {
        throw new Failure('reject', 'bad', 'bad');
      },
    });
  }
  const next = await tryStep({ lines: [a], ledgerPath, rules: other, lookup: earlier });
  expect(next).toMatchObject({ commits: ['a 1'], lookups: [], counts: { done: 1 } });
  expect(next.frame.records()).toEqual([{ ...a, put: { at: 1 } }]);
});

test('a content that came back after another one was begun is done again', async () => {
  const ledgerPath = await done();
  const ledger = testLedger(ledgerPath);
  await ledger.begin(entry('a', '2'));
  ledger.close();
  const back = await tryStep({ lines: [a], ledgerPath, lookup: earlier });
  expect(back).toMatchObject({ commits: ['a 1'], lookups: [] });
  expect(testLedger(ledgerPath).rows('a')).toMatchObject([{ rev: '1', state: 'done' }]);
});
