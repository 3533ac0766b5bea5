import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Failure } from '../failure.ts';
import { testDirectory } from '../fixtures/directory.ts';
import { testFrame } from '../fixtures/frame.ts';
import { testLedger } from '../fixtures/ledger.ts';
import { tryStep } from '../fixtures/run-step.ts';

// Back-off is tested in retry.test.ts; here it takes no time.
vi.mock(import('node:timers/promises'), async (original) => ({
  ...(await original()),
  setTimeout: (() => Promise.resolve()) as typeof import('node:timers/promises').setTimeout,
}));

const newPath = (): string => join(testDirectory(), 'l.db');
const a = { key: 'a', rev: '1', uri: '/data/a' };
const busy = (): Failure => new Failure('retry', 'busy', 'busy');
const keys = (count: number): { key: string }[] => [...Array(count).keys()].map((n) => ({ key: `k${n}` }));

test.for([
  ['fatal', new Failure('fatal', 'bad_token', 'the token is refused'), 4],
  ['a full disk', Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' }), 4],
  ['a bug', new TypeError('x is undefined'), 1],
  ['something odd', 'just a text', 1],
] as const)(
  '%s ends the run; what is in flight is finished, and nothing is a dead letter',
  async ([, thrown, code]) => {
    const ledgerPath = newPath();
    const {
      exit,
      counts,
      frame,
      waiting: letters,
    } = await tryStep({
      lines: keys(50),
      ledgerPath,
      rules: { concurrency: 3 },
      commit: async ({ key }) => {
        if (key === 'k1') throw thrown;
        return {};
      },
    });
    expect(exit).toBe(code);
    expect(letters).toBe(0);
    expect(counts.failed).toBe(0);
    expect(counts.done).toBe(frame.records().length);
    expect(counts.read).toBeLessThan(10);
    expect(frame.messages().filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(testLedger(ledgerPath).rows('k1')).toMatchObject([{ state: 'begin' }]);
  },
);

test('what ends a run in several records at once is told once, and everything else that did too', async () => {
  const { exit, frame } = await tryStep({
    lines: keys(8),
    ledgerPath: newPath(),
    rules: { concurrency: 8 },
    commit: async ({ key }) => {
      throw new Failure('fatal', 'gone', key === 'k3' ? 'the dataset is gone' : 'there is no bucket');
    },
  });
  expect(exit).toBe(4);
  const errors = frame.messages().filter(({ level }) => level === 'error');
  expect(errors.map(({ msg }) => msg)).toEqual(['there is no bucket', 'the dataset is gone']);
});

test('when the ledger cannot be written, nothing is printed that is not in it', async () => {
  const ledgerPath = newPath();
  const frame = testFrame();
  const { exit, counts, commits } = await tryStep({
    lines: keys(200),
    ledgerPath,
    frame,
    rules: { concurrency: 4 },
    commit: () => ({ put: 'x'.repeat(3000) }),
    step: {
      schemas: async () => {
        const { DatabaseSync } = await import('node:sqlite');
        const prepare = DatabaseSync.prototype.exec;
        vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (
          this: typeof DatabaseSync.prototype,
          sql: string,
        ) {
          if (sql === 'COMMIT' && frame.records().length > 5) prepare.call(this, 'PRAGMA max_page_count = 1');
          prepare.call(this, sql);
        });
        return { adds: (await import('zod')).object({}) };
      },
    },
  });
  vi.restoreAllMocks();
  expect(exit).toBe(4);
  expect(frame.messages()).toContainEqual(expect.objectContaining({ code: 'disk_full' }));
  const printed = frame.records().map(({ key }) => String(key));
  const ledger = testLedger(ledgerPath);
  const done = commits.filter((key) => ledger.rows(key)[0]?.state === 'done');
  expect(printed.toSorted()).toEqual(done.toSorted());
  expect(counts.done).toBe(printed.length);
  expect(counts.read).toBeLessThan(200);
});

test('a result that JSON cannot hold is a bug of the tool', async () => {
  const { exit, frame } = await tryStep({ lines: [a], ledgerPath: newPath(), commit: () => ({ put: 1n }) });
  expect(exit).toBe(1);
  expect(frame.messages()[0]).toMatchObject({ msg: expect.stringContaining('BigInt') as string });
});

test('told to stop, a record that waits for its next try is unfinished, and in doubt', async () => {
  const ledgerPath = newPath();
  const frame = testFrame();
  const { exit, counts } = await tryStep({
    lines: keys(10),
    ledgerPath,
    frame,
    rules: { concurrency: 1, retries: 5 },
    commit: () => {
      frame.stop.because(143);
      throw busy();
    },
  });
  expect({ exit, counts }).toEqual({ exit: 143, counts: { read: 1, done: 0, skipped: 0, failed: 0 } });
  expect(testLedger(ledgerPath).rows('k0')).toMatchObject([{ state: 'begin' }]);
});

test('a try that gives up because it is told to is no bug', async () => {
  const frame = testFrame();
  const {
    exit,
    frame: { messages },
  } = await tryStep({
    lines: [a],
    ledgerPath: newPath(),
    frame,
    commit: async () => {
      frame.stop.because(143);
      throw new DOMException('This operation was aborted', 'AbortError');
    },
  });
  expect(exit).toBe(143);
  expect(messages()).toEqual([]);
});
