import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFixtureShell, type FixtureShell } from './fixture-shell.ts';

let shell: FixtureShell;
beforeAll(async () => {
  shell = await openFixtureShell();
});
afterAll(() => shell.end());

const version = execaSync('script', ['--version'], { reject: false }).stdout ?? '';
const hasScript = version.includes('util-linux');

/** Runs a command with a terminal for stdin, stdout and stderr; what it writes to either is stdout here. */
const onTerminal = (command: string) =>
  shell.run(`script --quiet --return --command ${JSON.stringify(command)} /dev/null`);

describe.runIf(hasScript)('on a terminal', () => {
  test('a step that is called without input shows how it is called', async () => {
    const said = await onTerminal('leat-put --to there');
    expect(said.exit).toBe(2);
    expect(said.stdout).toContain('leat-put: it reads records from stdin, and stdin is this terminal');
    expect(said.stdout).toContain('Usage: ... | leat-put [options]');
    expect(said.stdout).toContain('More: leat-put --help');
  });

  test('progress is one line, drawn in place; messages are sentences', async () => {
    const said = await onTerminal(
      'leat-count --to 40 2>/dev/null | leat-put --to there --delay 50 --no-ledger > /dev/null',
    );
    expect(said.exit).toBe(0);
    const drawn = said.stdout.split('\r').filter((line) => line.startsWith('leat-put  '));
    expect(drawn.length).toBeGreaterThan(1);
    expect(
      drawn.every((line) => /^leat-put {2}\d+ records {2}/.test(line) && line.includes('\u001B[K')),
    ).toBe(true);
    const lines = said.stdout.trim().split('\n');
    expect(lines).toHaveLength(1);
    // The line is taken away before the summary is said.
    expect(lines[0]!.trimEnd().split('\r\u001B[K').at(-1)).toMatch(/^leat-put: 40 read = 40 done, in \d.*s$/);
  });

  test('only the last of a line of tools draws, and none that is asked to be quiet', async () => {
    const both = await onTerminal(
      'leat-count --to 30 --pause 20 | leat-put --to there --no-ledger > /dev/null',
    );
    expect(both.stdout).toContain('\rleat-put  ');
    expect(both.stdout).not.toContain('\rleat-count  ');
    const quiet = await onTerminal('leat-count --to 30 --pause 20 --quiet > /dev/null');
    expect(quiet.stdout).not.toContain('\rleat-count  ');
    expect(quiet.stdout).toContain('leat-count: 30 numbers listed = 30 emitted');
  });

  test('with --log-format json there is neither progress nor a sentence', async () => {
    const said = await onTerminal('leat-count --to 30 --pause 20 --log-format json > /dev/null');
    expect(
      said.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toMatchObject([{ msg: 'summary' }]);
  });
});

test('off a terminal nothing is drawn, and every message is an object', async () => {
  const said = await shell.run(
    'leat-count --to 30 --pause 20 --hold 7 --lose 11 --verbose | leat-put --to there',
  );
  expect(said.exit).toBe(3);
  expect(said.stderr).not.toContain('\r');
  expect(said.stderr).not.toContain('\u001B');
  const messages = said.messages();
  expect(
    messages.every(({ time, level, tool, msg }) =>
      [time, level, tool, msg].every((it) => typeof it === 'string'),
    ),
  ).toBe(true);
  expect(messages.filter(({ msg }) => msg === 'held back: settling')).toHaveLength(4);
  expect(messages.filter(({ level }) => level === 'error')).toMatchObject([
    { key: 'item-0000011', code: 'vanished' },
    { key: 'item-0000022', code: 'vanished' },
  ]);
  expect(said.summary('count')).toMatchObject({
    listed: 30,
    emitted: 24,
    heldBack: 4,
    problems: 2,
    held: { settling: 4 },
  });
});

test('sentences off a terminal, when asked for', async () => {
  const said = await shell.run('leat-count --to 2 --log-format human');
  expect(said.stderr).toMatch(/^leat-count: 2 numbers listed = 2 emitted, in \d\.\d s\n$/);
});
