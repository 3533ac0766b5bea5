import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from '../failure.ts';
import { testDirectory } from '../fixtures/directory.ts';
import { testLedger, waiting } from '../fixtures/ledger.ts';
import { tryStep } from '../fixtures/run-step.ts';

const newPath = (): string => join(testDirectory(), 'made', 'l.db');
const a = { key: 'a', rev: '1', uri: '/data/a' };
const plan = (): object => ({ put: 'planned' });

test('nothing is written anywhere, and records are marked for the next tools', async () => {
  const ledgerPath = newPath();
  const trial = { lines: [a, '{', { no: 'key' }, { key: 'b', size: 'x' }], ledgerPath, isDryRun: true };
  const { exit, counts, commits, frame } = await tryStep({ ...trial, plan: plan as never });
  expect({ exit, counts, commits }).toEqual({
    exit: 3,
    counts: { read: 4, done: 1, skipped: 0, failed: 3 },
    commits: [],
  });
  expect(frame.records()).toEqual([{ ...a, put: 'planned', dryRun: true }]);
  expect(existsSync(dirname(ledgerPath))).toBe(false);
});

test('what is done is known, also while another run has the ledger', async () => {
  const ledgerPath = newPath();
  await tryStep({ lines: [a], ledgerPath });
  const held = testLedger(ledgerPath);
  const { counts, frame } = await tryStep({ lines: [a, { key: 'b' }], ledgerPath, isDryRun: true });
  expect(counts).toMatchObject({ done: 1, skipped: 1 });
  expect(frame.records()).toContainEqual({ ...a, put: { at: 1 }, dryRun: true });
  expect(held.rows('b')).toEqual([]);
  expect(readdirSync(dirname(ledgerPath)).filter((name) => name.includes('dead'))).toEqual([]);
});

test('a record that is marked is tried out only, among others that are not', async () => {
  const ledgerPath = newPath();
  mkdirSync(dirname(ledgerPath));
  const bad = { key: 'bad', size: 'x', dryRun: true };
  const {
    exit,
    commits,
    counts,
    frame,
    waiting: letters,
  } = await tryStep({
    lines: [{ ...a, dryRun: true }, { key: 'b' }, bad, { key: 'refused', dryRun: true }],
    ledgerPath,
    plan: ({ key }) => {
      if (key === 'refused') throw new Failure('reject', 'bad', 'bad');
      return plan() as never;
    },
  });
  expect(commits).toEqual(['b']);
  expect(exit).toBe(3);
  expect(counts).toEqual({ read: 4, done: 2, skipped: 0, failed: 2 });
  expect(frame.records()).toContainEqual({ ...a, dryRun: true, put: 'planned' });
  expect(letters).toBe(0);
  const ledger = testLedger(ledgerPath);
  expect([ledger.rows('a'), ledger.rows('bad'), ledger.rows('refused'), waiting(ledger)]).toEqual([
    [],
    [],
    [],
    [],
  ]);
});

test('a step that plans nothing only marks', async () => {
  const { frame, counts } = await tryStep({ lines: [a], ledgerPath: newPath(), isDryRun: true });
  expect(frame.records()).toEqual([{ ...a, dryRun: true }]);
  expect(counts).toMatchObject({ done: 1 });
});
