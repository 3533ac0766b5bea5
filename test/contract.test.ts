import { globSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { badLines } from './bad-lines.data.ts';
import { openFixtureShell, type FixtureShell, type Said } from './fixture-shell.ts';
import { tools } from './tools.data.ts';

/*
 * One table of bad input for every step and reducer: each line is acknowledged or waits in the dead letter, the
 * counts add up, and what waits can be sent in again.
 */

let shell: FixtureShell;
beforeAll(async () => {
  shell = await openFixtureShell();
});
afterAll(() => shell.end());

const bytesOf = (line: string | Uint8Array): Buffer => Buffer.from(line as string);
const stream = (lines: readonly (string | Uint8Array)[], end = '\n'): Buffer =>
  Buffer.concat(
    lines.flatMap((line, at) => [bytesOf(line), Buffer.from(at === lines.length - 1 ? end : '\n')]),
  );

/** What a dead letter holds of the line that it stands for. */
function heldBytes(letter: Record<string, unknown>): Buffer {
  const { error: _, raw, rawBase64, ...record } = letter;
  if (typeof rawBase64 === 'string') return Buffer.from(rawBase64, 'base64');
  return Buffer.from(typeof raw === 'string' ? raw : JSON.stringify(record));
}
const codeOf = (letter: Record<string, unknown>): unknown =>
  (letter['error'] as Record<string, unknown>)['code'];

function expectToAddUp(said: Said, tool: string): void {
  const { read, done, skipped, failed, unfinished } = said.summary(tool) as Record<string, number>;
  expect(read).toBe(done! + skipped! + failed! + unfinished!);
  expect(said.messages().at(-1)).toMatchObject({ tool, msg: 'summary', exit: said.exit });
}

describe.for(tools)('leat-$name', ({ name, kind, flags, members, asBefore, prepare }) => {
  let env: Readonly<Record<string, string>> = {};
  let end: (() => Promise<void>) | undefined;
  let work: string;
  beforeAll(async () => {
    work = join(shell.directory, name);
    mkdirSync(work);
    ({ env, end } = { end: undefined, ...((await prepare?.(work)) ?? { env: {} }) });
  });
  afterAll(() => end?.());
  const forget = (): void => rmSync(join(shell.directory, 'state'), { recursive: true, force: true });

  const run = (input: string | Uint8Array, more = ''): Promise<Said> => {
    const set = Object.entries({ ...env, WORK: work }).map(
      ([variable, value]) => `export ${variable}='${value}'; `,
    );
    return shell.run(`${set.join('')}leat-${name} ${flags} ${more}`, input);
  };
  const record = (key: string, more: object = {}): string =>
    JSON.stringify({ key, rev: '1', ...members(key, work), ...more });

  describe('bad lines among good ones', () => {
    const lineNumber = (at: number): number => 2 * at + 2;
    let said: Said;
    let letters: Record<string, unknown>[];
    beforeAll(async () => {
      forget();
      said = await run(stream(badLines.flatMap(({ line }, at) => [record(`good-${at}`), line])));
      letters = shell.deadLetters(name);
    });

    test('the good ones are done, the counts add up, and a person is needed', () => {
      expect(said.exit, said.stderr).toBe(3);
      expectToAddUp(said, name);
      const { length } = badLines;
      expect(said.summary(name)).toMatchObject({
        read: 2 * length,
        done: length,
        failed: length,
        waiting: length,
      });
      expect(letters).toHaveLength(length);
      expect(said.records()).toHaveLength(kind === 'step' ? length : 1);
    });

    test.for(badLines.map((bad, at) => ({ ...bad, at })))(
      '$what waits in the dead letter',
      ({ line, code, at }) => {
        const letter = letters.find(({ error }) => (error as { line: number }).line === lineNumber(at))!;
        expect(heldBytes(letter).equals(bytesOf(line))).toBe(true);
        expect(letter['error']).toMatchObject({
          tool: name,
          class: 'reject',
          code,
          at: expect.stringMatching(/Z$/) as string,
        });
        expect(said.messages()).toContainEqual(
          expect.objectContaining({ level: 'error', line: lineNumber(at), code }),
        );
      },
    );

    test('sent in again, they wait as before', async () => {
      const again = await run(letters.map((letter) => `${JSON.stringify(letter)}\n`).join(''));
      expect(again.exit).toBe(3);
      expectToAddUp(again, name);
      expect(again.stdout).toBe('');
      const { length } = badLines;
      expect(again.summary(name)).toMatchObject({ read: length, failed: length, waiting: length });
      const byContent = (all: Record<string, unknown>[]): string[] =>
        all.map((letter) => `${String(codeOf(letter))} ${heldBytes(letter).toString('latin1')}`).toSorted();
      expect(byContent(shell.deadLetters(name))).toEqual(byContent(letters));
    });
  });

  const odd = [
    '\uFEFF{"bom":1}',
    '',
    ' \t\r',
    '{"crlf":1}\r',
    '{"separators":"\u2028\u2029\u0085"}',
    '{"__proto__":{"polluted":true},"constructor":1}',
    `{"deep":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    '{"big":12345678901234567890, "spacing" :1.0 }',
    '{"nul":"\\u0000","half":"\\ud800"}',
    '{"error":{"code":"old"}}',
  ];

  test('odd lines are records, and pass through byte for byte', async () => {
    forget();
    const lines = odd.map((line, at) => line.replace('{', `${record(`odd-${at}`).slice(0, -1)},`));
    const said = await run(stream(lines, ''));
    expect(said.exit, said.stderr).toBe(0);
    expectToAddUp(said, name);
    expect(said.summary(name)).toMatchObject({ read: 8, done: 8 });
    expect(shell.deadLetters(name)).toEqual([]);
    if (kind === 'reducer') return;
    const printed = said.stdout.split('\n').map((line) => asBefore?.(line, work) ?? line);
    const isPrinted = (text: string): boolean => printed.some((it) => it.startsWith(`${text},"`));
    const wanted = lines.slice(0, -1).map((line) => line.replace('\uFEFF', '').trim().slice(0, -1));
    expect(wanted.filter((text) => text !== '' && !isPrinted(text))).toEqual([]);
    // An old error is dropped; everything else is there.
    expect(
      printed.some((it) => it.startsWith(`${record('odd-9').slice(0, -1)},"`) && !it.includes('"error"')),
    ).toBe(true);
  });

  test('a line of 20 MB waits with its beginning', async () => {
    forget();
    const said = await run(stream([record('a'), record('b', { fill: 'x'.repeat(20_000_000) }), record('c')]));
    expect(said.exit, said.stderr).toBe(3);
    expect(said.summary(name)).toMatchObject({ read: 3, done: 2, failed: 1 });
    const letters = shell.deadLetters(name);
    expect(letters.map(codeOf)).toEqual(['line_too_long']);
    expect(heldBytes(letters[0]!)).toHaveLength(4096);
  });

  test('a last line that was cut off waits until the whole of it comes', async () => {
    forget();
    const whole = record('torn');
    const said = await run(stream([record('a'), whole.slice(0, -3)], ''));
    expect(said.exit, said.stderr).toBe(3);
    expect(shell.deadLetters(name).map(codeOf)).toEqual(['truncated_line']);
    const again = await run(stream([record('a'), whole]));
    expect(again.exit, again.stderr).toBe(0);
    expect(again.summary(name)).toMatchObject({ read: 2, done: 1, skipped: 1 });
    expect(shell.deadLetters(name)).toEqual([]);
  });

  test('no input is no fault', async () => {
    const said = await run('');
    expect(said).toMatchObject({ exit: 0, stdout: '' });
    expect(said.summary(name)).toMatchObject({ read: 0, done: 0, exit: 0 });
  });

  test('tried out, it writes nothing, and says so in what it prints', async () => {
    forget();
    const said = await run(stream([record('dry'), '{']), '--dry-run');
    expect(said.exit, said.stderr).toBe(3);
    expect(said.summary(name)).toMatchObject({ read: 2, done: 1, failed: 1, dryRun: true });
    expect(said.records().every(({ dryRun }) => dryRun === true)).toBe(true);
    expect(globSync('state/**/*', { cwd: shell.directory })).toEqual([]);
    const meant = await run(stream([record('dry')]));
    expect(meant.summary(name)).toMatchObject({ done: 1, skipped: 0 });
  });
});

test('every step and reducer that there is has been asked', () => {
  const sources = new Set(['leat-scan', 'leat-coinbase-fetch']);
  const binaries = globSync('tools/*/bin/*.js', { cwd: join(import.meta.dirname, '..') }).map((file) =>
    basename(file, '.js'),
  );
  const asked = new Set(tools.map(({ name }) => `leat-${name}`));
  expect(binaries.filter((binary) => !asked.has(binary) && !sources.has(binary))).toEqual([]);
});
