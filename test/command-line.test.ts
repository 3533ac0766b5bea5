import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openFixtureShell, type FixtureShell } from './fixture-shell.ts';

let shell: FixtureShell;
beforeAll(async () => {
  shell = await openFixtureShell();
});
afterAll(() => shell.end());

describe.for(['count', 'put', 'sum'])('leat-%s', (tool) => {
  test('answers questions about itself on stdout, and says nothing else', async () => {
    const answers = [
      '--help',
      '-h',
      '--version',
      '--schema',
      '--completion bash',
      '--completion zsh',
      '--completion fish',
    ];
    for (const flag of answers) {
      const said = await shell.run(`leat-${tool} ${flag}`);
      expect(said).toMatchObject({ exit: 0, stderr: '' });
      expect(said.stdout.endsWith('\n')).toBe(true);
      expect(said.stdout.endsWith('\n\n')).toBe(false);
    }
    expect((await shell.run(`leat-${tool} --version`)).stdout).toMatch(/^leat-\w+ \d+\.\d+\.\d+\n$/);
  });

  test('--help is the same whatever else is said', async () => {
    const help = await shell.run(`leat-${tool} --help`);
    expect((await shell.run(`leat-${tool} --nonsense x --help`)).stdout).toBe(help.stdout);
  });
});

test.for([
  ['--nonsense', 'unknown option --nonsense'],
  ['--delay', '--delay needs a value'],
  ['--delay soon', 'soon'],
  ['--mode other', 'other'],
  ['--concurrency 0', 'concurrency'],
  ['extra', 'unexpected word: extra'],
  ['--completion ksh', '--completion knows bash, zsh and fish, not ksh'],
  ['', 'missing'],
] as const)('leat-put %s is wrong: 2, and how it is right', async ([words, message]) => {
  const said = await shell.run(`leat-put ${words === '' ? '' : `--to x ${words}`}`, '{"key":"a"}\n');
  expect(said.exit).toBe(2);
  expect(said.stderr.split('\n')[0]).toMatch(/^leat-put: /);
  expect(said.stderr).toContain(message);
  expect(said.stderr).toContain('Usage: ... | leat-put [options]');
  expect(said.stdout).toBe('');
  expect(existsSync(join(shell.directory, 'x'))).toBe(false);
});

test('settings come from flags, the environment and leat.yaml, and say so', async () => {
  const file = join(shell.directory, 'leat.yaml');
  writeFileSync(file, 'put:\n  to: from-file\n  delay: 3\n  mode: fancy\n');
  onTestFinished(() => writeFileSync(file, ''));
  const said = await shell.run('LEAT_PUT_DELAY=4 leat-put --mode plain --print-config');
  expect(said.exit).toBe(0);
  expect(said.stdout).toMatch(/to += .*from-file +# .*leat\.yaml/);
  expect(said.stdout).toMatch(/delay += 4 +# .*LEAT_PUT_DELAY/);
  expect(said.stdout).toMatch(/mode += plain +# .*--mode/);
  expect(said.stdout).toMatch(/ledger += .*\/state\/leat\/put\/\S+-[0-9a-f]{10}\.db +# in use/);
});

describe('--check', () => {
  test('tries what a run needs, and changes nothing', async () => {
    const said = await shell.run('XDG_STATE_HOME=$HOME/checked leat-put --to there --check');
    expect(said).toMatchObject({ exit: 0, stderr: '' });
    const lines = said.stdout.trim().split('\n');
    expect(lines.map((line) => line.slice(0, 22).trim())).toEqual([
      'ok    configuration',
      'ok    ledger',
      'ok    directory',
    ]);
    expect(lines[1]).toContain('(the first run makes it)');
    expect(existsSync(join(shell.directory, 'checked'))).toBe(false);
  });

  test('goes on after what is wrong, and then is 4', async () => {
    mkdirSync(join(shell.directory, 'l.db'));
    const said = await shell.run('leat-put --to /none --ledger l.db --check');
    expect(said.exit).toBe(4);
    expect(said.stdout.split('\n').map((line) => line.slice(0, 4))).toEqual([
      'ok  ',
      'FAIL',
      'FAIL',
      'FAIL',
      '',
    ]);
    expect(said.stdout).toContain('FAIL  directory       /none (make it)');
    expect(said.stdout).toContain('FAIL  no_directory    there is no /none (make it)');
  });

  test('a source has no ledger', async () => {
    const said = await shell.run('leat-count --check');
    expect(said.stdout).toMatch(/^ok {4}configuration {3}\S.*\n$/);
  });
});

test('a run needs neither a home nor a place to write to before there is something to write', async () => {
  const said = await shell.run('HOME=/nonexistent XDG_STATE_HOME=/nonexistent leat-count --to 1');
  expect(said).toMatchObject({ exit: 0 });
  const step = await shell.run('XDG_STATE_HOME=$HOME/leat.yaml leat-put --to x', '{"key":"a"}\n');
  expect(step.exit).toBe(4);
  expect(step.messages()[0]).toMatchObject({
    code: 'ledger_unusable',
    msg: expect.stringContaining('/leat.yaml') as string,
  });
});
