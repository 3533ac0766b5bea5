import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { entry, testLedger, use } from '../fixtures/ledger.ts';
import { tryStep } from '../fixtures/run-step.ts';
import { openLedger } from './ledger.ts';

const newPath = (): string => join(testDirectory(), 'l.db');

test.for([
  ['destination', { ...use, destination: 'file:/elsewhere' }],
  ['tool', { ...use, tool: 'take' }],
] as const)('a ledger of another %s is refused, and stays as it is', async ([, other]) => {
  const path = newPath();
  const ledger = testLedger(path);
  await ledger.done(entry('a'), {});
  ledger.close();
  expect(() => openLedger(path, other)).toThrowError(
    expect.objectContaining({
      name: 'UsageFailure',
      code: 'other_ledger',
      message: `ledger ${path} belongs to leat-put at file:/there, and this is leat-${other.tool} at ${other.destination}`,
    }),
  );
  expect(testLedger(path).rows('a')).toMatchObject([{ state: 'done' }]);
});

test('one that has nothing in it yet is taken over', () => {
  const path = newPath();
  testLedger(path).close();
  const ledger = openLedger(path, { ...use, destination: 'file:/elsewhere' });
  expect(ledger.rows('a')).toEqual([]);
  ledger.close();
});

test('a dry run does not believe the ledger of another destination either', async () => {
  const ledgerPath = newPath();
  const ledger = openLedger(ledgerPath, { ...use, destination: 'file:/elsewhere' });
  await ledger.done(entry('a'), {});
  ledger.close();
  await expect(tryStep({ lines: [{ key: 'a' }], ledgerPath, isDryRun: true })).rejects.toMatchObject({
    code: 'other_ledger',
  });
});
