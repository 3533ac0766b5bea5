import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from '../failure.ts';
import { testDirectory } from '../fixtures/directory.ts';
import { testFrame } from '../fixtures/frame.ts';
import { entry, testLedger, waiting } from '../fixtures/ledger.ts';
import { tryStep } from '../fixtures/run-step.ts';

const newPath = (): string => join(testDirectory(), 'l.db');
const a = { key: 'a', rev: '1', uri: '/data/a' };
const b = { key: 'b', rev: '1', uri: '/data/b' };

test('each record is done, written down, and printed with what was done', async () => {
  const ledgerPath = newPath();
  const { exit, counts, commits, lookups, frame } = await tryStep({ lines: [a, b], ledgerPath });
  expect({ exit, counts, commits, lookups }).toEqual({
    exit: 0,
    counts: { read: 2, done: 2, skipped: 0, failed: 0 },
    commits: ['a 1', 'b 1'],
    lookups: [],
  });
  expect(frame.records()).toEqual([
    { ...a, put: { at: 1 } },
    { ...b, put: { at: 2 } },
  ]);
  expect(testLedger(ledgerPath).rows('a')).toMatchObject([
    { state: 'done', uri: '/data/a', result: '{"put":{"at":1}}' },
  ]);
});

test('what is done is not repeated, and printed again with its result', async () => {
  const ledgerPath = newPath();
  await tryStep({ lines: [a, b], ledgerPath });
  const again = await tryStep({ lines: [{ ...b, n: 1 }, { key: 'c' }, a], ledgerPath });
  expect(again.commits).toEqual(['c']);
  expect(again.counts).toEqual({ read: 3, done: 1, skipped: 2, failed: 0 });
  const records = new Map(again.frame.records().map((record) => [record['key'], record]));
  expect(records.get('a')).toEqual({ ...a, put: { at: 1 } });
  expect(records.get('b')).toEqual({ ...b, n: 1, put: { at: 2 } });
});

test('every state of a step is on the disk before the next begins', async () => {
  const ledgerPath = newPath();
  const seen: string[] = [];
  const frame = testFrame();
  await tryStep({
    lines: [a],
    ledgerPath,
    frame,
    commit: async () => {
      const { openDatabase } = await import('../ledger/database.ts');
      const reader = openDatabase(ledgerPath, 'read');
      seen.push(
        `${String(reader.prepare('SELECT state FROM items').get()!['state'])}, printed: ${frame.printed()}`,
      );
      reader.close();
      return { put: 1 };
    },
  });
  expect(seen).toEqual(['begin, printed: ']);
});

test('what is in doubt is looked up: found is adopted, absent is done', async () => {
  const ledgerPath = newPath();
  const ledger = testLedger(ledgerPath);
  await ledger.begin(entry('a'));
  await ledger.begin(entry('b'));
  ledger.close();
  const { commits, lookups, counts, frame } = await tryStep({
    lines: [a, b],
    ledgerPath,
    lookup: ({ key }) =>
      key === 'a' ? { is: 'found', members: { put: { found: true } } } : { is: 'absent' },
  });
  expect(lookups.toSorted()).toEqual(['a 1', 'b 1']);
  expect(commits).toEqual(['b 1']);
  expect(counts).toEqual({ read: 2, done: 1, skipped: 1, failed: 0 });
  expect(frame.records()).toContainEqual({ ...a, put: { found: true } });
});

test('what the destination cannot tell is for a person, and stays so', async () => {
  const ledgerPath = newPath();
  const ledger = testLedger(ledgerPath);
  await ledger.begin(entry('a'));
  ledger.close();
  for (let run = 0; run < 2; run++) {
    const {
      exit,
      commits,
      counts,
      waiting: letters,
    } = await tryStep({
      lines: [a],
      ledgerPath,
      lookup: () => ({ is: 'unknown', why: 'the list is cut off' }),
    });
    expect({ exit, commits, counts, letters }).toEqual({
      exit: 3,
      commits: [],
      counts: { read: 1, done: 0, skipped: 0, failed: 1 },
      letters: 1,
    });
  }
  expect(waiting(testLedger(ledgerPath))).toMatchObject([{ key: 'a', error: 'in_doubt' }]);
});

test('where doing twice would harm, a lost ledger repeats nothing', async () => {
  const { commits, counts } = await tryStep({
    lines: [a],
    ledgerPath: newPath(),
    rules: { looksUpNew: true },
    lookup: () => ({ is: 'found', members: { put: 1 } }),
  });
  expect(commits).toEqual([]);
  expect(counts).toMatchObject({ done: 0, skipped: 1 });
});

test('records come out in the order in which they are done', async () => {
  const frame = testFrame();
  await tryStep({
    lines: [a, b],
    ledgerPath: newPath(),
    frame,
    commit: async ({ key }) => {
      while (key === 'a' && frame.records().length === 0) await setImmediate();
      return { put: key };
    },
  });
  expect(frame.records().map(({ key }) => key)).toEqual(['b', 'a']);
});

test('not more are in flight than were asked for', async () => {
  let now = 0;
  let most = 0;
  await tryStep({
    lines: [...Array(50).keys()].map((n) => ({ key: `k${n}` })),
    ledgerPath: newPath(),
    rules: { concurrency: 3 },
    commit: async () => {
      most = Math.max(most, ++now);
      await setImmediate();
      now--;
      return {};
    },
  });
  expect(most).toBe(3);
});

test('a step is opened at the first record that needs it, and closed at the end', async () => {
  const ledgerPath = newPath();
  const calls: string[] = [];
  const step = {
    open: async () => {
      calls.push('open');
      return {
        commit: () => (calls.push('commit'), {}),
        lookup: () => ({ is: 'absent' }) as const,
        close: () => void calls.push('close'),
      };
    },
  };
  await tryStep({ lines: [a, b], ledgerPath, step });
  expect(calls).toEqual(['open', 'commit', 'commit', 'close']);
  await tryStep({ lines: [a, b], ledgerPath, step });
  expect(calls).toHaveLength(4);
});

test('a step that cannot be opened ends the run, and is no fault of the records', async () => {
  const ledgerPath = newPath();
  const {
    exit,
    counts,
    frame,
    waiting: letters,
  } = await tryStep({
    lines: [a, b],
    ledgerPath,
    step: {
      open: () => {
        throw new Failure('retry', 'no_connection', 'nobody answers at example.org');
      },
    },
  });
  expect({ exit, letters, counts }).toEqual({
    exit: 4,
    letters: 0,
    counts: { read: 2, done: 0, skipped: 0, failed: 0 },
  });
  expect(frame.messages().filter(({ code }) => code === 'no_connection')).toHaveLength(1);
});

test('a failure of closing is not swallowed', async () => {
  const step = {
    open: () => ({
      commit: () => ({}),
      lookup: () => ({ is: 'absent' }) as const,
      close: () => {
        throw new Failure('fatal', 'gone', 'gone');
      },
    }),
  };
  await expect(tryStep({ lines: [a], ledgerPath: newPath(), step })).rejects.toMatchObject({ code: 'gone' });
});

test('completed records are printed with what was filled in', async () => {
  const ledgerPath = newPath();
  const step = {
    complete: (record: object) =>
      'title' in record ? Promise.resolve({ key: `t/${String(record.title)}`, rev: '7' }) : undefined,
  };
  const { frame, commits } = await tryStep({ lines: ['{"title": "x"}', a], ledgerPath, step });
  expect(frame.printed()).toBe(
    '{"title": "x","key":"t/x","rev":"7","put":{"at":1}}\n{"key":"a","rev":"1","uri":"/data/a","put":{"at":2}}\n',
  );
  expect(commits).toEqual(['t/x 7', 'a 1']);
});
