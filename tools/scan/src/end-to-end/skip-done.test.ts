import { execa } from 'execa';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runScan, type Ran } from './leat-scan.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();
const program = fileURLToPath(new URL('step.ts', import.meta.url));

function scanNew(...args: string[]): Promise<Ran> {
  return runScan([scratch.at('data'), ...args], { env: { XDG_STATE_HOME: scratch.at('state') } });
}

/** Sends records through a step with a ledger of its own. */
async function step(records: string): Promise<number | undefined> {
  const { exitCode } = await execa(process.execPath, [program], {
    input: records,
    env: { XDG_STATE_HOME: scratch.at('state'), HOME: scratch.path },
    extendEnv: false,
    reject: false,
  });
  return exitCode;
}

const ledgerPath = (): string => {
  const directory = scratch.at('state/leat/step');
  return `${directory}/${readdirSync(directory).find((name) => name.endsWith('.db'))}`;
};

test('what the last step has done is left out, by the name of the tool or by path', async () => {
  scratch.make({ 'data/c/d/a': '', 'data/c/e/a': '', 'data/bad/f/a': '' });
  const all = await scanNew();
  expect(all.keys).toEqual(['bad/f', 'c/d', 'c/e']);
  await step(all.stdout);

  for (const ledger of ['step', ledgerPath()]) {
    const rest = await scanNew('--skip-done', ledger);
    expect(rest.exit).toBe(0);
    expect(rest.keys).toEqual(['bad/f']);
    expect(rest.summary).toMatchObject({ listed: 3, emitted: 1, held: { done: 2 } });
  }

  utimesSync(scratch.at('data/c/d/a'), 1e9, 1e9);
  scratch.make({ 'data/c/g/a': '' });
  expect((await scanNew('--skip-done', 'step')).keys).toEqual(['bad/f', 'c/d', 'c/g']);
});

test('the first run has no ledger yet: that is said once, and everything is emitted', async () => {
  scratch.make({ 'data/c/d/a': '', 'data/c/e/a': '' });
  for (const ledger of ['step', scratch.at('no/such.db')]) {
    const first = await scanNew('--skip-done', ledger);
    expect(first.exit).toBe(0);
    expect(first.keys).toEqual(['c/d', 'c/e']);
    expect(first.log).toEqual([
      expect.objectContaining({
        level: 'info',
        code: 'no_ledger',
        msg: expect.stringMatching(/no ledger.*; everything is emitted until there is one$/),
      }),
    ]);
  }
});

test('a ledger that is just being made is as if there were none', async () => {
  scratch.make({ 'data/c/d/a': '' });
  mkdirSync(scratch.at('state/leat/step'), { recursive: true });
  writeFileSync(scratch.at('state/leat/step/nowhere.db'), '');
  expect(await scanNew('--skip-done', 'step')).toMatchObject({ exit: 0, keys: ['c/d'] });
});

test('which of two ledgers is a question to the person, and a file of another kind is an error', async () => {
  scratch.make({ 'data/c/d/a': '', 'state/leat/step/a.db': '', 'state/leat/step/b.db': '' });
  expect(await scanNew('--skip-done', 'step')).toMatchObject({
    exit: 2,
    stdout: '',
    log: [{ code: 'which_ledger' }],
  });
  scratch.make({ 'photo.db': 'no database' });
  expect(await scanNew('--skip-done', scratch.at('photo.db'))).toMatchObject({
    exit: 4,
    stdout: '',
    log: [{ code: 'ledger_unusable' }],
  });
});
