import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBooks } from '../books.ts';
import { testDirectory } from '../fixtures/directory.ts';
import { testFrame } from '../fixtures/frame.ts';
import { entry, held, report, testLedger, use } from '../fixtures/ledger.ts';
import { checkDeadLetterPlace } from './dead-letter-place.ts';
import { writeDeadLetters } from './dead-letter.ts';

const refused = expect.objectContaining({ code: 'not_dead_letter', class: 'fatal' });

test.for([
  ['records', '{"key":"a"}\n{"key":"b","error":{"code":"x"}}\n'],
  ['text', 'hello'],
  ['an empty line', '\n'],
  ['null', 'null\n'],
] as const)('a file that holds %s is neither replaced nor removed', ([, text]) => {
  const path = join(testDirectory(), 'records.ndjson');
  writeFileSync(path, text);
  const rules = { ledgerPath: undefined, deadLetterPath: path };
  expect(() => openBooks(testFrame(), rules, use)).toThrow(refused);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('neither is the ledger, which need not be there yet', () => {
  const path = join(testDirectory(), 'l.db');
  expect(() => checkDeadLetterPlace(path, path)).toThrow(refused);
  expect(() => checkDeadLetterPlace(testLedger().path, undefined)).toThrow(refused);
});

test('an earlier dead letter of any kind is, and what is no file is left to be written to', async () => {
  const directory = testDirectory();
  const path = join(directory, 'd.ndjson');
  const check = (at = path): void =>
    expect(() => checkDeadLetterPlace(at, join(directory, 'l.db'))).not.toThrow();
  check();
  writeFileSync(path, '');
  check();
  for (const [key, line] of [
    ['a', '{"key":"a"}'],
    ['b', `{"key":"b","x":"${'x'.repeat(100_000)}"}`],
  ] as const) {
    const ledger = testLedger();
    await ledger.failed(entry(key), report, line);
    writeDeadLetters(ledger.database, path);
    check();
  }
  const ledger = testLedger();
  await ledger.unreadable(held('{'), report);
  writeDeadLetters(ledger.database, path);
  check();
  const usual = join(directory, 'l.dead-letter.ndjson');
  writeFileSync(usual, '\uFEFF\r\n{"mended":"by hand"}\r\n');
  check(usual);
  execFileSync('mkfifo', [join(directory, 'pipe')]);
  check(join(directory, 'pipe'));
});
