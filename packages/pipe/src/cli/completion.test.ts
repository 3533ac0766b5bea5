import { execaSync } from 'execa';
import { expect, test } from 'vitest';
import { step } from '../fixtures/tool.ts';
import { askOptions, commonOptions } from './common-options.ts';
import { completionScript } from './completion.ts';

const table = { ...askOptions, ...step.options, ...commonOptions(step) };

/** What bash would offer for the words of a command line. */
function offered(...words: string[]): string[] {
  const script = completionScript('bash', 'leat-put', table);
  const line = words.map((word) => `'${word}'`).join(' ');
  const run = `${script}\nCOMP_WORDS=(${line})\nCOMP_CWORD=${words.length - 1}\n_leat_put\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  return execaSync('bash', ['--norc', '-c', run], { cwd: import.meta.dirname })
    .stdout.split('\n')
    .filter(Boolean);
}

const hasBash = execaSync('bash', ['--version'], { reject: false }).exitCode === 0;

test.runIf(hasBash)('flags, the words of a choice, and files', () => {
  expect(offered('leat-put', '--dr')).toEqual(['--dry-run']);
  expect(offered('leat-put', '--no-')).toEqual(['--no-checks', '--no-ledger']);
  expect(offered('leat-put', '--mode', '')).toEqual(['copy', 'link']);
  expect(offered('leat-put', '--log-format', 'j')).toEqual(['json']);
  expect(offered('leat-put', '--to', 'completion.t')).toEqual(['completion.test.ts', 'completion.ts']);
  expect(offered('leat-put', 'flag-')).toEqual(['flag-of.ts']);
  expect(offered('leat-put', '--dry-run', 'flag-')).toEqual(['flag-of.ts']);
  expect(offered('leat-put', '--')).toContain('--print-config');
});

test('a word on the command line is no flag', () => {
  expect(completionScript('bash', 'leat-put', table)).not.toContain('--roots');
});

test('zsh takes the script of bash', () => {
  const script = completionScript('zsh', 'leat-put', table);
  expect(script.startsWith('autoload -U +X bashcompinit && bashcompinit\n')).toBe(true);
  expect(script).toContain('complete -o filenames -F _leat_put leat-put');
});

test('fish has a line for each flag', () => {
  const lines = completionScript('fish', 'leat-put', table).split('\n');
  expect(lines).toContain("complete -c leat-put -l mode -x -a 'copy link' -d 'how'");
  expect(lines).toContain(
    "complete -c leat-put -l dry-run -s n -d 'change nothing; mark records so that the next tools change nothing either'",
  );
  expect(lines).toContain("complete -c leat-put -l to -r -d 'where to put it'");
});
