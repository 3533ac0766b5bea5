import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { tryStep } from '../fixtures/run-step.ts';

const newPath = (): string => join(testDirectory(), 'l.db');
const lettersOf = (ledgerPath: string): string[] =>
  existsSync(`${ledgerPath}.dead.ndjson`)
    ? readFileSync(`${ledgerPath}.dead.ndjson`, 'utf8').trim().split('\n')
    : [];
const codes = (letters: readonly string[]): string[] =>
  letters.map((letter) => (JSON.parse(letter) as { error: { code: string } }).error.code).toSorted();

const bad = [
  '{',
  '[1]',
  '{"key":""}',
  '{"size":1}',
  '{"key":"a","size":"x"}',
  '"text"',
  `{"key":"${'x'.repeat(1 << 20)}"}`,
];

test('every bad line waits, and is counted; each is told with its number', async () => {
  const ledgerPath = newPath();
  const lines = [...bad, '', '{"key":"good"}'];
  const { exit, counts, frame, waiting } = await tryStep({ lines, ledgerPath });
  expect({ exit, counts, waiting }).toEqual({
    exit: 3,
    counts: { read: 8, done: 1, skipped: 0, failed: 7 },
    waiting: 7,
  });
  expect(frame.records()).toMatchObject([{ key: 'good' }]);
  expect(frame.messages().map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('sent in again as they are, they wait as before', async () => {
  const ledgerPath = newPath();
  await tryStep({ lines: bad, ledgerPath });
  const letters = lettersOf(ledgerPath);
  const again = await tryStep({ lines: letters, ledgerPath });
  expect(again).toMatchObject({ exit: 3, waiting: 7, counts: { read: 7, failed: 7 } });
  expect(codes(lettersOf(ledgerPath))).toEqual(codes(letters));
});

test('a mended line leaves no letter behind when it is done', async () => {
  const ledgerPath = newPath();
  await tryStep({ lines: ['{"key":"a"'], ledgerPath });
  const letter = lettersOf(ledgerPath)[0]!.replace('{\\"key\\":\\"a\\"', '{\\"key\\":\\"a\\"}');
  const { exit, waiting, counts, frame } = await tryStep({ lines: [letter], ledgerPath });
  expect({ exit, waiting, counts }).toEqual({
    exit: 0,
    waiting: 0,
    counts: { read: 1, done: 1, skipped: 0, failed: 0 },
  });
  expect(frame.printed()).toBe('{"key":"a","put":{"at":1}}\n');
});

test('nor when it was done before, by another line', async () => {
  const ledgerPath = newPath();
  await tryStep({ lines: ['{"key":"a"', '{"key":"a"}'], ledgerPath });
  const letter = lettersOf(ledgerPath)[0]!.replace('{\\"key\\":\\"a\\"', '{\\"key\\":\\"a\\"}');
  expect(await tryStep({ lines: [letter], ledgerPath })).toMatchObject({
    waiting: 0,
    counts: { skipped: 1 },
  });
});

test('a line that was mended badly takes the place of the first', async () => {
  const ledgerPath = newPath();
  await tryStep({ lines: ['{"key":"a"'], ledgerPath });
  const mend = (text: string): string =>
    lettersOf(ledgerPath)[0]!.replace(/"raw":.*\}$/, `"raw":${JSON.stringify(text)}}`);
  const steps: [string, string][] = [
    ['{"key":', 'bad_json'],
    ['{"size":1}', 'bad_record'],
    ['{"key":"a","size":"x"}', 'bad_record'],
  ];
  for (const [text, code] of steps) {
    expect(await tryStep({ lines: [mend(text)], ledgerPath })).toMatchObject({ exit: 3, waiting: 1 });
    expect(codes(lettersOf(ledgerPath))).toEqual([code]);
  }
});

test('a line that is too long is not taken for another that begins alike', async () => {
  const ledgerPath = newPath();
  const long = (end: string): string => `{"key":"a","x":"${'x'.repeat((1 << 20) + 5000)}${end}"}`;
  const { waiting } = await tryStep({ lines: [long('1'), long('2')], ledgerPath });
  expect(waiting).toBe(2);
  const letters = lettersOf(ledgerPath);
  expect(letters.every((letter) => letter.length < 6000)).toBe(true);
  expect(await tryStep({ lines: letters, ledgerPath })).toMatchObject({ waiting: 2 });
  expect(codes(lettersOf(ledgerPath))).toEqual(['line_too_long', 'line_too_long']);
});

test('the whole of a line that was cut off makes up for it', async () => {
  const ledgerPath = newPath();
  const { Readable } = await import('node:stream');
  const cut = {
    stream: Readable.from([Buffer.from('{"key":"a"}\n{"key":"b","n"')]),
    size: undefined,
    maxLineBytes: 999,
  };
  const first = await tryStep({ lines: [], input: cut, ledgerPath });
  expect(first).toMatchObject({ exit: 3, waiting: 1, counts: { read: 2, done: 1, failed: 1 } });
  expect(codes(lettersOf(ledgerPath))).toEqual(['truncated_line']);
  const other = await tryStep({ lines: ['{"key":"a"}', '{"key":"b","m":1}'], ledgerPath });
  expect(other).toMatchObject({ exit: 0, waiting: 1 });
  const whole = await tryStep({ lines: ['{"key":"a"}', '{"key":"b","n":1}'], ledgerPath });
  expect(whole).toMatchObject({ exit: 0, waiting: 0 });
});

test('without a ledger each run writes what failed in it', async () => {
  const deadLetterPath = join(testDirectory(), 'made/d.ndjson');
  const { exit, waiting } = await tryStep({
    lines: ['{', '{"key":"a","size":"x"}', '{"key":"b"}'],
    deadLetterPath,
  });
  expect({ exit, waiting }).toEqual({ exit: 3, waiting: 2 });
  const letters = readFileSync(deadLetterPath, 'utf8').trim().split('\n');
  expect(letters).toHaveLength(2);
  await tryStep({ lines: [letters[0]!.replace('"size":"x"', '"size":1'), letters[1]!], deadLetterPath });
  expect(codes(readFileSync(deadLetterPath, 'utf8').trim().split('\n'))).toEqual(['bad_json']);
});

test('without a ledger, a run that ends early takes nothing out of the file', async () => {
  const deadLetterPath = join(testDirectory(), 'd.ndjson');
  await tryStep({ lines: ['{', '['], deadLetterPath });
  const letters = readFileSync(deadLetterPath, 'utf8');
  await tryStep({
    lines: ['}', '{"key":"a"}'],
    deadLetterPath,
    commit: () => {
      throw new TypeError('a bug');
    },
  });
  expect(readFileSync(deadLetterPath, 'utf8').startsWith(letters)).toBe(true);
  expect(readFileSync(deadLetterPath, 'utf8').trim().split('\n')).toHaveLength(3);
});
