import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Failure } from '../failure.ts';
import { testDirectory } from '../fixtures/directory.ts';
import { testLedger, waiting } from '../fixtures/ledger.ts';
import { tryStep } from '../fixtures/run-step.ts';

// Back-off is tested in retry.test.ts; here it takes no time.
vi.mock(import('node:timers/promises'), async (original) => ({
  ...(await original()),
  setTimeout: (() => Promise.resolve()) as typeof import('node:timers/promises').setTimeout,
}));

const newPath = (): string => join(testDirectory(), 'l.db');
const a = { key: 'a', rev: '1', uri: '/data/a' };
const b = { key: 'b', rev: '1', uri: '/data/b' };
const busy = (): Failure => new Failure('retry', 'busy', 'busy');
const keys = (count: number): { key: string }[] => [...Array(count).keys()].map((n) => ({ key: `k${n}` }));

test('a rejected record waits in the dead letter until it commits; the others go on', async () => {
  const ledgerPath = newPath();
  const first = await tryStep({
    lines: ['{"key": "a", "rev":"1", "n":12345678901234567890, "error": "old"}', b],
    ledgerPath,
    commit: ({ key }) => {
      if (key === 'a') throw new Failure('reject', 'bad_image', 'no image', { hint: 'look at it' });
      return {};
    },
  });
  expect(first).toMatchObject({ exit: 3, waiting: 1, counts: { read: 2, done: 1, failed: 1 } });
  expect(first.frame.records()).toEqual([b]);
  expect(first.frame.messages()).toMatchObject([
    {
      level: 'error',
      msg: 'no image',
      key: 'a',
      line: 1,
      code: 'bad_image',
      class: 'reject',
      hint: 'look at it',
    },
  ]);
  const letters = readFileSync(`${ledgerPath}.dead.ndjson`, 'utf8');
  expect(letters).toMatch(/^\{"key": "a", "rev":"1", "n":12345678901234567890, "error":\{"tool":"test",/);

  const replay = await tryStep({ lines: letters.trim().split('\n'), ledgerPath });
  expect(replay).toMatchObject({ exit: 0, waiting: 0, lookups: ['a 1'], counts: { read: 1, done: 1 } });
  expect(replay.frame.printed()).toBe('{"key": "a", "rev":"1", "n":12345678901234567890,"put":{"at":1}}\n');
  expect(existsSync(`${ledgerPath}.dead.ndjson`)).toBe(false);
});

test('after an answer that was lost the destination is asked before it is done again', async () => {
  const { commits, lookups, counts, frame } = await tryStep({
    lines: [a],
    ledgerPath: newPath(),
    rules: { retries: 2 },
    commit: () => {
      throw busy();
    },
    lookup: () => ({ is: 'found', members: { put: 'found' } }),
  });
  expect({ commits, lookups }).toEqual({ commits: ['a 1'], lookups: ['a 1'] });
  expect(counts).toEqual({ read: 1, done: 0, skipped: 1, failed: 0 });
  expect(frame.records()).toEqual([{ ...a, put: 'found' }]);
  expect(frame.messages()).toMatchObject([{ level: 'warn', key: 'a', code: 'busy' }]);
});

test('what was not there is tried again, as often as asked', async () => {
  const { exit, commits, lookups, counts } = await tryStep({
    lines: [a],
    ledgerPath: newPath(),
    rules: { retries: 2 },
    commit: () => {
      throw busy();
    },
  });
  expect(commits).toHaveLength(3);
  expect(lookups).toHaveLength(2);
  expect(counts).toMatchObject({ failed: 1 });
  expect(exit).toBe(4);
});

test('what a person must see counts more than what may work later', async () => {
  const { exit } = await tryStep({
    lines: [a, b],
    ledgerPath: newPath(),
    commit: ({ key }) => {
      throw key === 'a' ? busy() : new Failure('reject', 'bad', 'bad');
    },
  });
  expect(exit).toBe(3);
});

test('when several in a row get no answer, the destination is away', async () => {
  const { exit, counts, frame } = await tryStep({
    lines: keys(100),
    ledgerPath: newPath(),
    commit: () => {
      throw busy();
    },
  });
  expect(exit).toBe(4);
  expect(counts.failed).toBeGreaterThanOrEqual(4);
  expect(counts.read).toBeLessThan(20);
  expect(frame.messages().filter(({ code }) => code === 'unavailable')).toMatchObject([
    { msg: 'file:/there does not answer', hint: 'run again later' },
  ]);
});

test('records that fail in every run do not keep the ones after them from being done', async () => {
  const trial = {
    lines: keys(30),
    ledgerPath: newPath(),
    rules: { concurrency: 1 },
    commit: ({ line }: { line: number }) => {
      if (line <= 5) throw busy();
      return {};
    },
  };
  const first = await tryStep(trial);
  expect(first).toMatchObject({ exit: 4, counts: { done: 0, failed: 3 } });
  const second = await tryStep(trial);
  expect(second).toMatchObject({ exit: 4, counts: { done: 25, failed: 5 }, waiting: 5 });
});

test('when nothing else is left than what failed before, the destination may be away too', async () => {
  const trial = {
    ledgerPath: newPath(),
    rules: { concurrency: 1, retries: 0 },
    commit: () => Promise.reject(busy()),
  };
  for (let run = 0; run < 11; run++) await tryStep({ ...trial, lines: keys(3 * (run + 1)).slice(3 * run) });
  const { counts } = await tryStep({ ...trial, lines: keys(33) });
  expect(counts).toMatchObject({ failed: 30 });
});

test('one that works shows that it is not', async () => {
  let count = 0;
  const { counts } = await tryStep({
    lines: keys(30),
    ledgerPath: newPath(),
    rules: { concurrency: 1 },
    commit: () => {
      if (++count % 3 !== 0) throw busy();
      return {};
    },
  });
  expect(counts).toEqual({ read: 30, done: 10, skipped: 0, failed: 20 });
});

test('a schema that refuses a record that is done takes nothing away', async () => {
  const ledgerPath = newPath();
  await tryStep({ lines: [a], ledgerPath });
  const { exit, counts } = await tryStep({ lines: [{ ...a, size: 'large' }, a], ledgerPath });
  expect({ exit, counts }).toEqual({ exit: 3, counts: { read: 2, done: 0, skipped: 1, failed: 1 } });
  const ledger = testLedger(ledgerPath);
  expect(ledger.rows('a')).toMatchObject([{ state: 'done' }]);
  expect(waiting(ledger)).toMatchObject([
    { error: 'bad_record', raw: expect.stringContaining('large') as string },
  ]);
});

test('a failure of an older content is forgotten once a newer one is done', async () => {
  const ledgerPath = newPath();
  const commit = ({ rev }: { rev: string }): object => {
    if (rev === '1') throw new Failure('reject', 'bad', 'bad');
    return {};
  };
  expect(await tryStep({ lines: [a], ledgerPath, commit: commit as never })).toMatchObject({ waiting: 1 });
  const { waiting: letters } = await tryStep({
    lines: [{ ...a, rev: '2' }],
    ledgerPath,
    commit: commit as never,
  });
  expect(letters).toBe(0);
  expect(testLedger(ledgerPath).rows('a')).toHaveLength(1);
});
