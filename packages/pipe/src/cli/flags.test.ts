import { afterEach, expect, test, vi } from 'vitest';
import { options } from '../fixtures/tool.ts';
import { parseFlags, UsageError } from './flags.ts';

afterEach(() => void vi.unstubAllEnvs());

const table = {
  ...options,
  dryRun: { type: 'flag', alias: 'n', describe: '' },
  noLedger: { type: 'flag', describe: '' },
  batchCount: { type: 'count', default: 5, describe: '' },
} as const;

test.for([
  [[], {}],
  [['--to', 'x'], { to: 'x' }],
  [['--to=x'], { to: 'x' }],
  [['--to='], { to: '' }],
  [['--to', '0123', '--batch-count', '5'], { to: '0123', batchCount: '5' }],
  [['-n'], { dryRun: true }],
  [['-n', '-n'], { dryRun: true }],
  [['--dry-run', '--no-ledger'], { dryRun: true, noLedger: true }],
  [['--no-checks'], { checks: false }],
  [['--label', 'a'], { label: ['a'] }],
  [['--label', 'a', '--label', 'b'], { label: ['a', 'b'] }],
  [['a', '--to', 'x', 'b'], { roots: ['a', 'b'], to: 'x' }],
  [['--', '--to', '-n'], { roots: ['--to', '-n'] }],
  [['7', '1e3', '0x10'], { roots: ['7', '1e3', '0x10'] }],
  [['--mode', 'other'], { mode: 'other' }],
] as const)('%j', ([words, flags]) => {
  expect(parseFlags(words, table)).toEqual(flags);
});

test.for([
  [['--drry-run'], 'unknown option --drry-run; did you mean --dry-run?'],
  [['--checks'], 'unknown option --checks; did you mean --no-checks?'],
  [['-x'], 'unknown option -x'],
  [['--completely-else'], 'unknown option --completely-else'],
  [['--batchCount', '5'], 'unknown option --batchCount; did you mean --batch-count?'],
  [['--to'], '--to needs a value'],
  [['--to', '--dry-run'], '--to needs a value'],
  [['--to', 'a', '--to', 'b'], '--to is given more than once'],
  [['--dry-run=yes'], '--dry-run takes no value'],
  [['--dry-run=false'], '--dry-run takes no value'],
  [['--dry-run', 'false'], '--dry-run takes no value'],
  [['-n1'], '--dry-run takes no value'],
  [['--no-checks=no'], '--no-checks takes no value'],
] as const)('%j: %s', ([words, message]) => {
  // Its messages come in the language of the user, where the texts for that are at hand.
  vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
  expect(() => parseFlags(words, table)).toThrow(new UsageError(message));
});

test('words that nobody takes', () => {
  const { roots: _, ...wordless } = table;
  expect(() => parseFlags(['x'], wordless)).toThrow(new UsageError('unexpected word: x'));
  expect(() => parseFlags(['sho'], wordless, ['show', 'gc'])).toThrow(
    new UsageError('unexpected word: sho; did you mean show?'),
  );
  const one = { root: { type: 'path', positional: true, describe: '' } } as const;
  expect(parseFlags(['x'], one)).toEqual({ root: 'x' });
  expect(() => parseFlags(['x', 'y'], one)).toThrow(new UsageError('unexpected word: y'));
});
