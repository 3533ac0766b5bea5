import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { entry, held, report, testLedger } from '../fixtures/ledger.ts';
import { deadLetters, writeDeadLetters } from './dead-letter.ts';

test('a letter is the record as it came, with what went wrong', async () => {
  const ledger = testLedger();
  const line = '{"key": "b", "n": 12345678901234567890, "error":"old"}';
  await ledger.failed(entry('b'), report, line);
  await ledger.failed(entry('a'), report, '{"key":"a"}');
  const error = JSON.stringify(report);
  expect([...deadLetters(ledger.database)]).toEqual([
    `{"key":"a","error":${error}}`,
    `{"key": "b", "n": 12345678901234567890, "error":${error}}`,
  ]);
});

test('lines that are no record, and rows, as they came', async () => {
  const ledger = testLedger();
  await ledger.unreadable(held('{"key'), report);
  await ledger.unreadable(held('{"n": 12345678901234567890}', 'row'), report);
  const [raw, row] = [...deadLetters(ledger.database)];
  expect(raw).toMatch(/^\{"error":\{.*"id":"[0-9a-f]{64}"\},"raw":"\{\\"key"\}$/);
  expect(row).toMatch(/^\{"error":\{.*\},"row":\{"n": 12345678901234567890\}\}$/);
});

test('the file holds what waits, for its owner only, and is gone when nothing does', async () => {
  const ledger = testLedger();
  const path = join(testDirectory(), 'not/yet/there.ndjson');
  expect(writeDeadLetters(ledger.database, path)).toBe(0);
  expect(existsSync(path)).toBe(false);
  for (let n = 0; n < 2000; n++)
    void ledger.failed(entry(`k${n}`), report, `{"key":"k${n}","x":"${'x'.repeat(100)}"}`);
  await ledger.begin(entry('other'));
  expect(writeDeadLetters(ledger.database, path)).toBe(2000);
  expect(readFileSync(path, 'utf8')).toBe(
    [...deadLetters(ledger.database)].map((line) => `${line}\n`).join(''),
  );
  expect(statSync(path).mode & 0o777).toBe(0o600);
  for (let n = 0; n < 2000; n++) void ledger.done(entry(`k${n}`), {});
  await ledger.begin(entry('other'));
  expect(writeDeadLetters(ledger.database, path)).toBe(0);
  expect(existsSync(path)).toBe(false);
  expect(existsSync(`${path}.part`)).toBe(false);
});

test('an earlier file that was cut off is not continued', async () => {
  const ledger = testLedger();
  const path = join(testDirectory(), 'd.ndjson');
  writeFileSync(`${path}.part`, 'half a li');
  await ledger.failed(entry('a'), report, '{"key":"a"}');
  writeDeadLetters(ledger.database, path);
  expect(readFileSync(path, 'utf8')).toMatch(/^\{"key":"a",.*\}\n$/);
});

test('it may add to what is there, and then takes nothing away', async () => {
  const ledger = testLedger();
  const path = join(testDirectory(), 'd.ndjson');
  writeFileSync(path, '{"key":"old"}\n');
  expect(writeDeadLetters(ledger.database, path, true)).toBe(0);
  expect(readFileSync(path, 'utf8')).toBe('{"key":"old"}\n');
  await ledger.failed(entry('a'), report, '{"key":"a"}');
  expect(writeDeadLetters(ledger.database, path, true)).toBe(1);
  expect(readFileSync(path, 'utf8')).toMatch(/^\{"key":"old"\}\n\{"key":"a",.*\}\n$/);
});

test('what is no file is written to, and neither replaced nor removed', async () => {
  const ledger = testLedger();
  const pipe = join(testDirectory(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  // With both ends open here, neither opening nor writing waits for a reader.
  const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(end));
  expect(writeDeadLetters(ledger.database, pipe)).toBe(0);
  await ledger.failed(entry('a'), report, '{"key":"a"}');
  expect(writeDeadLetters(ledger.database, pipe)).toBe(1);
  expect(statSync(pipe).isFIFO()).toBe(true);
  const written = Buffer.alloc(4096);
  const size = readSync(end, written);
  expect(written.toString('utf8', 0, size)).toBe([...deadLetters(ledger.database), ''].join('\n'));
});

test('a place that cannot be written to is a fatal failure, and leaves the old file', async (context) => {
  const ledger = testLedger();
  await ledger.failed(entry('a'), report, '{"key":"a"}');
  const directory = testDirectory();
  mkdirSync(join(directory, 'd.ndjson'));
  const asDirectory = expect.objectContaining({ class: 'fatal', code: 'dead_letter_unwritable' });
  expect(() => writeDeadLetters(ledger.database, join(directory, 'd.ndjson'))).toThrow(asDirectory);
  expect(existsSync(join(directory, 'd.ndjson.part'))).toBe(false);

  if (process.getuid?.() === 0) context.skip('root may write everywhere');
  const path = join(directory, 'old.ndjson');
  writeFileSync(path, 'old\n');
  chmodSync(directory, 0o500);
  expect(() => writeDeadLetters(ledger.database, path)).toThrow(asDirectory);
  expect(readFileSync(path, 'utf8')).toBe('old\n');
  chmodSync(directory, 0o700);
});
