import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Failure, type FailureClass } from '../failure.ts';
import { testDirectory } from '../fixtures/directory.ts';
import { testFrame } from '../fixtures/frame.ts';
import { entry, testLedger, waiting } from '../fixtures/ledger.ts';
import { tryReducer } from '../fixtures/run-reducer.ts';
import type { Batch } from '../tool.ts';

vi.mock(import('node:timers/promises'), async (original) => ({
  ...(await original()),
  setTimeout: (() => Promise.resolve()) as typeof import('node:timers/promises').setTimeout,
}));

const newPath = (): string => join(testDirectory(), 'l.db');
const records = (...names: string[]): { key: string }[] => names.map((key) => ({ key }));
const rejecting =
  (bad: string) =>
  ({ items }: Batch<unknown>) => ({
    targets: [{ members: items.length }],
    rejected: new Map(
      items
        .filter(({ text }) => text.includes(bad))
        .map((item) => [item, new Failure('reject', 'bad_row', 'it does not fit')]),
    ),
  });

test('a member that is bad by itself waits, the others are done', async () => {
  const ledgerPath = newPath();
  const outcome = await tryReducer({ lines: records('a', 'bad', 'c'), ledgerPath, reduce: rejecting('bad') });
  expect(outcome).toMatchObject({ exit: 3, waiting: 1, counts: { read: 3, done: 2, failed: 1 } });
  const ledger = testLedger(ledgerPath);
  expect(ledger.rows('a')).toMatchObject([{ state: 'done' }]);
  expect(waiting(ledger)).toEqual([{ key: 'bad', error: 'bad_row' }]);
  ledger.close();
  const later = await tryReducer({ lines: records('a', 'bad'), ledgerPath });
  expect(later).toMatchObject({ exit: 0, waiting: 0, batches: [['bad']], counts: { done: 1, skipped: 1 } });
});

test.for<[FailureClass, number]>([
  ['retry', 3],
  ['reject', 1],
  ['fatal', 1],
])('what goes wrong with a whole batch (%s) makes no member a dead letter', async ([failureClass, tries]) => {
  const ledgerPath = newPath();
  const outcome = await tryReducer({
    lines: records('a', 'b', 'c'),
    ledgerPath,
    rules: { batchCount: 2, retries: 2 },
    reduce: () => {
      throw new Failure(failureClass, 'no_table', 'the table is gone');
    },
  });
  expect(outcome.batches).toHaveLength(tries);
  expect(outcome).toMatchObject({ exit: 4, waiting: 0, counts: { read: 2, done: 0, failed: 0 } });
  expect(outcome.frame.messages().filter(({ level }) => level === 'error')).toMatchObject([
    { code: 'no_table' },
  ]);
  const next = await tryReducer({ lines: records('a', 'b', 'c'), ledgerPath });
  expect(next).toMatchObject({ exit: 0, counts: { done: 3 } });
});

test('a bug ends the run with its stack', async () => {
  const outcome = await tryReducer({
    lines: records('a'),
    ledgerPath: newPath(),
    reduce: () => {
      throw new TypeError('x is undefined');
    },
  });
  expect(outcome).toMatchObject({ exit: 1, counts: { read: 1, done: 0, failed: 0 } });
  expect(outcome.frame.messages()[0]).toMatchObject({
    msg: expect.stringMatching(/TypeError: x.*\n *at /s) as string,
  });
});

test('told to stop, members that wait are unfinished', async () => {
  const frame = testFrame();
  const ledgerPath = newPath();
  const outcome = await tryReducer({
    lines: records('a', 'b', 'c', 'd'),
    ledgerPath,
    frame,
    rules: { batchCount: 2 },
    reduce: () => {
      frame.stop.because(143);
      return { targets: [{}] };
    },
  });
  expect(outcome).toMatchObject({ exit: 143, batches: [['a', 'b']], counts: { read: 2, done: 2 } });
  expect(testLedger(ledgerPath).rows('c')).toEqual([]);
});

test('a look for a batch that was cut off is tried again, and then ends the run before anything is read', async () => {
  const ledgerPath = newPath();
  const ledger = testLedger(ledgerPath);
  await ledger.beginBatch([entry('a')], 'b1');
  ledger.close();
  let looks = 0;
  const outcome = await tryReducer({
    lines: records('x'),
    ledgerPath,
    rules: { retries: 2 },
    reducer: {
      lookup() {
        looks++;
        throw new Failure('retry', 'busy', 'busy');
      },
    },
  });
  expect(looks).toBe(3);
  expect(outcome).toMatchObject({ exit: 4, batches: [], counts: { read: 0 } });
});

test('a key that belongs to another is refused, and nothing is forgotten for it', async () => {
  const ledgerPath = newPath();
  await tryReducer({ lines: [{ key: 'a', uri: '/1' }], ledgerPath });
  const taken = await tryReducer({ lines: [{ key: 'a', uri: '/2' }, { key: 'b' }], ledgerPath });
  expect(taken).toMatchObject({ exit: 3, batches: [['b']], waiting: 1, counts: { done: 1, failed: 1 } });
  const first = await tryReducer({ lines: [{ key: 'a', uri: '/1' }], ledgerPath });
  expect(first).toMatchObject({ exit: 0, counts: { skipped: 1 } });
  const moved = { lines: [{ key: 'a', uri: '/2', rev: '2' }], ledgerPath };
  expect(await tryReducer({ ...moved, rules: { acceptsMoved: true } })).toMatchObject({
    exit: 0,
    counts: { done: 1 },
  });
  expect(await tryReducer(moved)).toMatchObject({ exit: 0, counts: { skipped: 1 } });
});

test('only tried out: nothing is committed or written, and those that are meant are not held up', async () => {
  const ledgerPath = newPath();
  const plan = async ({ items }: Batch<unknown>) => [{ planned: items.map(({ key }) => key) }];
  const dry = await tryReducer({ lines: records('a', 'b'), ledgerPath, isDryRun: true, reducer: { plan } });
  expect(dry).toMatchObject({ exit: 0, batches: [], counts: { done: 2 } });
  expect(dry.frame.records()).toEqual([{ planned: ['a', 'b'], dryRun: true }]);

  const lines = [{ key: 'a' }, { key: 'b', dryRun: true }, { key: 'c', dryRun: true }, { key: 'd' }];
  const mixed = await tryReducer({ lines, ledgerPath, reducer: { plan } });
  expect(mixed.batches).toEqual([['a'], ['d']]);
  expect(mixed.frame.records()).toContainEqual({ planned: ['b', 'c'], dryRun: true });
  const ledger = testLedger(ledgerPath);
  expect(['a', 'b', 'c', 'd'].map((key) => ledger.rows(key).length)).toEqual([1, 0, 0, 1]);
});

test('rows have no names that are taken; one that fails is kept as it is, and can be mended', async () => {
  const ledgerPath = newPath();
  const rows = { ledgerPath, rules: { carries: 'rows' as const } };
  const lines = [
    '{"key": 1, "error": "column", "row": {}}',
    '{"bad": 12345678901234567890}',
    '{"size":"x"}',
    '{',
  ];
  const outcome = await tryReducer({ ...rows, lines, reduce: rejecting('bad') });
  expect(outcome).toMatchObject({ exit: 3, waiting: 3, counts: { read: 4, done: 1, failed: 3 } });
  expect(outcome.batches).toEqual([lines.slice(0, 2)]);
  const letters = readFileSync(`${ledgerPath}.dead.ndjson`, 'utf8').trim().split('\n');
  const find = (text: string): string => letters.find((letter) => letter.includes(text))!;
  expect(find('bad":')).toMatch(
    /^\{"error":\{.*"code":"bad_row".*\},"row":\{"bad": 12345678901234567890\}\}$/,
  );
  expect(find('"size"')).toMatch(/"code":"bad_record".*"row":\{"size":"x"\}\}$/);
  expect(find('bad_json')).toContain('"raw":"{"');

  const same = await tryReducer({ ...rows, lines: [find('bad":')], reduce: rejecting('bad') });
  expect(same).toMatchObject({ exit: 3, waiting: 3 });
  const mended = letters.map((letter) =>
    letter.replace('"size":"x"', '"size":1').replace('"raw":"{"', '"raw":"{}"'),
  );
  const replay = await tryReducer({ ...rows, lines: mended });
  expect(replay).toMatchObject({ exit: 0, waiting: 0, counts: { read: 3, done: 3 } });
  expect(replay.batches[0]!.toSorted()).toEqual(['{"bad": 12345678901234567890}', '{"size":1}', '{}']);
});
