import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from '../failure.ts';
import { testDirectory } from '../fixtures/directory.ts';
import { testFrame } from '../fixtures/frame.ts';
import { testLedger, waiting } from '../fixtures/ledger.ts';
import { tryStep } from '../fixtures/run-step.ts';

const newPath = (): string => join(testDirectory(), 'l.db');
const a = { key: 'a', rev: '1', uri: '/data/a' };
const elsewhere = { ...a, uri: '/other/a' };
const keyOf = (record: Record<string, unknown>): unknown => record['key'];

const slow = async (): Promise<{ put: number }> => {
  await setImmediate();
  await setImmediate();
  return { put: 1 };
};

test('a repeat in one stream waits for the first and shares its result', async () => {
  const { commits, counts, frame } = await tryStep({
    lines: [a, { ...a, n: 2 }, { ...a, n: 3 }, { key: 'b' }],
    ledgerPath: newPath(),
    commit: slow,
  });
  expect(commits).toEqual(['a 1', 'b']);
  expect(counts).toEqual({ read: 4, done: 2, skipped: 2, failed: 0 });
  expect(frame.records().filter((record) => keyOf(record) === 'a')).toEqual([
    { ...a, put: 1 },
    { ...a, n: 2, put: 1 },
    { ...a, n: 3, put: 1 },
  ]);
});

test('a repeat of what failed has failed, and of what is unfinished is unfinished', async () => {
  const commit = (thrown: Failure) => async (): Promise<never> => {
    await setImmediate();
    throw thrown;
  };
  const rejected = await tryStep({
    lines: [a, a],
    ledgerPath: newPath(),
    commit: commit(new Failure('reject', 'bad', 'bad')),
  });
  expect(rejected).toMatchObject({ commits: ['a 1'], counts: { read: 2, failed: 2 }, waiting: 1 });
  const gone = await tryStep({
    lines: [a, a],
    ledgerPath: newPath(),
    commit: commit(new Failure('fatal', 'gone', 'gone')),
  });
  expect(gone).toMatchObject({ exit: 4, counts: { read: 2, done: 0, skipped: 0, failed: 0 } });
});

test('a key is never in flight twice: another rev comes after', async () => {
  let now = 0;
  const { commits, counts } = await tryStep({
    lines: [a, { ...a, rev: '2' }, { ...a, rev: '3' }, { ...a, rev: '2' }],
    ledgerPath: newPath(),
    commit: async () => {
      expect(++now).toBe(1);
      await setImmediate();
      now--;
      return {};
    },
  });
  expect(commits).toEqual(['a 1', 'a 2', 'a 3', 'a 2']);
  expect(counts).toMatchObject({ done: 4 });
});

test.for(['1', '2'])('the same key from another place is refused, with rev %s', async (rev) => {
  const ledgerPath = newPath();
  await tryStep({ lines: [a], ledgerPath });
  const taken = await tryStep({ lines: [{ ...elsewhere, rev }], ledgerPath });
  expect(taken).toMatchObject({ exit: 3, commits: [], lookups: [], counts: { failed: 1 }, waiting: 1 });
  expect(taken.frame.records()).toEqual([]);
  // Nothing of the first is forgotten for it.
  const first = await tryStep({ lines: [a], ledgerPath });
  expect(first).toMatchObject({ exit: 0, commits: [], counts: { skipped: 1 }, waiting: 1 });
  expect(waiting(testLedger(ledgerPath))).toMatchObject([{ error: 'key_taken' }]);
});

test('the same holds within one stream', async () => {
  const { commits, counts, exit } = await tryStep({
    lines: [a, elsewhere, a],
    ledgerPath: newPath(),
    commit: slow,
  });
  expect({ commits, counts, exit }).toEqual({
    commits: ['a 1'],
    counts: { read: 3, done: 1, skipped: 1, failed: 1 },
    exit: 3,
  });
});

test('when the data has moved, it is said once', async () => {
  const ledgerPath = newPath();
  await tryStep({ lines: [a], ledgerPath });
  const moved = await tryStep({ lines: [elsewhere], ledgerPath, rules: { acceptsMoved: true } });
  expect(moved).toMatchObject({ exit: 0, commits: [], counts: { skipped: 1 } });
  const later = await tryStep({ lines: [elsewhere], ledgerPath });
  expect(later).toMatchObject({ exit: 0, commits: [], counts: { skipped: 1 } });
  const newer = await tryStep({ lines: [{ ...elsewhere, rev: '2' }], ledgerPath });
  expect(newer).toMatchObject({ exit: 0, commits: ['a 2'] });
});

test('a refused record that is accepted later leaves no letter behind', async () => {
  const ledgerPath = newPath();
  await tryStep({ lines: [a], ledgerPath });
  await tryStep({ lines: [elsewhere], ledgerPath });
  const letter = readFileSync(`${ledgerPath}.dead.ndjson`, 'utf8').trim();
  const refused = await tryStep({ lines: [letter], ledgerPath });
  expect(refused).toMatchObject({ exit: 3, waiting: 1 });
  const accepted = await tryStep({ lines: [letter], ledgerPath, rules: { acceptsMoved: true } });
  expect(accepted).toMatchObject({ exit: 0, waiting: 0, counts: { skipped: 1 } });
});

test('a record that is only tried out does not stand for one that is meant', async () => {
  const { commits, frame } = await tryStep({
    lines: [{ ...a, dryRun: true }, a],
    ledgerPath: newPath(),
    plan: async () => {
      await setImmediate();
      return { put: 'planned' };
    },
  });
  expect(commits).toEqual(['a 1']);
  expect(frame.records()).toEqual([
    { ...a, dryRun: true, put: 'planned' },
    { ...a, put: { at: 1 } },
  ]);
});

test('without a ledger every record is done, and a key still not twice at once', async () => {
  let now = 0;
  const { commits, counts } = await tryStep({
    lines: [a, elsewhere, a],
    frame: testFrame(),
    commit: async () => {
      expect(++now).toBe(1);
      await setImmediate();
      now--;
      return {};
    },
  });
  expect(commits).toEqual(['a 1', 'a 1', 'a 1']);
  expect(counts).toMatchObject({ read: 3, done: 3 });
});
