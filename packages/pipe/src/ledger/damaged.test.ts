import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { damagedLedger } from '../fixtures/damage.ts';
import { testDirectory } from '../fixtures/directory.ts';
import { testFrame } from '../fixtures/frame.ts';
import { testLedger, use } from '../fixtures/ledger.ts';
import { openBooks } from '../books.ts';
import { writeDeadLetters } from './dead-letter.ts';
import { openDatabase } from './database.ts';
import { openDoneSet } from './done-set.ts';
import { forgetItems, listFailed, listItems, listLedgers, showItem } from './inspect.ts';
import { openLedger } from './ledger.ts';

/* A file of which pages are spoiled is opened like any other, and fails when they are read. */

const questions: readonly (readonly [string, (path: string) => unknown])[] = [
  ['listing its items', (path) => [...listItems(path)]],
  ['listing what failed', (path) => [...listFailed(path)]],
  ['showing a key', (path) => showItem(path, 'k1')],
  ['forgetting a key', (path) => forgetItems(path, ['k1'])],
  ['asking what is done', (path) => openDoneSet(path).areDone([['k1', '1']])],
  ['asking for a key', (path) => openLedger(path, use).rows('k1')],
  ['asking for open batches', (path) => openLedger(path, use).openBatches()],
  [
    'opening the books',
    (path) => openBooks(testFrame(), { ledgerPath: path, deadLetterPath: `${path}.dead` }, use),
  ],
];

test.for(questions)('%s: it is named, and a way out', async ([, ask]) => {
  const path = await damagedLedger();
  expect(() => ask(path)).toThrow(
    expect.objectContaining({
      class: 'fatal',
      code: 'ledger_unusable',
      message: `ledger ${path}: database disk image is malformed`,
      hint: expect.stringContaining('.recover') as string,
    }),
  );
});

test('it is no fault of the dead-letter file', async () => {
  const path = await damagedLedger();
  const letters = join(testDirectory(), 'd.ndjson');
  expect(() => writeDeadLetters(openDatabase(path, 'read'), letters)).toThrow(
    expect.objectContaining({
      message: `dead letter ${letters}: ledger ${path}: database disk image is malformed`,
    }),
  );
});

test('it does not hide the others', async () => {
  const state = testDirectory();
  mkdirSync(join(state, 'put'));
  const path = await damagedLedger(join(state, 'put/a.db'));
  testLedger(join(state, 'put/b.db'));
  expect([...listLedgers(state)].map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { ledger: path, problem: expect.stringContaining('malformed') as string },
    { done: 0 },
  ]);
});
