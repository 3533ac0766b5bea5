import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allEffects } from './fixtures/effects.ts';
import type { Said } from './fixture-shell.ts';
import { usePutRuns } from './put-runs.ts';

/* Runs one after the other on one ledger. */

const runs = usePutRuns();
const effects = (): number[] => allEffects(join(runs.shell.directory, runs.to)).toSorted((x, y) => x - y);

const a = { key: 'a', rev: '1', uri: '/data/a' };
const b = { key: 'b', rev: '1', uri: '/data/b' };

test('what is done is not repeated, and printed again as it was', async () => {
  const first = await runs.put([a, b]);
  const again = await runs.put([a, b]);
  expect(again.stdout.split('\n').toSorted()).toEqual(first.stdout.split('\n').toSorted());
  expect(again.summary('put')).toMatchObject({ read: 2, done: 0, skipped: 2, exit: 0 });
  expect(effects()).toEqual([1, 1]);
});

test('--force, and options that change the result, do it again; others do not', async () => {
  await runs.put([a]);
  await runs.put([a], '--delay 1 --concurrency 2');
  expect(effects()).toEqual([1]);
  await runs.put([a], '--force');
  expect(effects()).toEqual([2]);
  const fancy = await runs.put([a], '--mode fancy');
  expect(fancy.records()).toEqual([{ ...a, put: { mode: 'fancy' } }]);
  expect(effects()).toEqual([1, 2]);
});

test('--no-ledger does all, every time, and makes no ledger', async () => {
  const env = `XDG_STATE_HOME=$HOME/state-${runs.to}`;
  const run = (flags: string): Promise<Said> =>
    runs.shell.run(`${env} leat-put --to ${runs.to} --no-ledger ${flags}`, '{"key":"a"}\n{\n');
  await run('');
  const said = await run('');
  expect(said.exit).toBe(3);
  expect(said.summary('put')).toMatchObject({ read: 2, done: 1, failed: 1, waiting: 1 });
  expect(effects()).toEqual([2]);
  const letters = String(said.summary('put')['deadLetter']);
  expect(readFileSync(letters, 'utf8').trim().split('\n')).toHaveLength(1);
  expect(letters).toContain(`/state-${runs.to}/leat/put/`);
  await run('--dead-letter letters');
  expect(existsSync(join(runs.shell.directory, 'letters'))).toBe(true);
});

test('a lost answer is not done again', async () => {
  const said = await runs.put([{ ...a, act: 'lost-answer' }]);
  expect(said.exit).toBe(0);
  expect(said.summary('put')).toMatchObject({ done: 0, skipped: 1 });
  expect(effects()).toEqual([1]);
});

test('a lost ledger repeats nothing where doing twice would harm', async () => {
  const harm = 'PUT_LOOKS_UP_NEW=yes';
  await runs.put([a], '', harm);
  for (const end of ['', '-wal', '-shm', '.lock'])
    rmSync(join(runs.shell.directory, runs.ledger + end), { force: true });
  const said = await runs.put([a, b], '', harm);
  expect(said.summary('put')).toMatchObject({ done: 1, skipped: 1 });
  expect(effects()).toEqual([1, 1]);
});

test('two sources with one key do not shadow each other', async () => {
  await runs.put([a]);
  const taken = await runs.put([{ ...a, uri: '/other/a' }, b]);
  expect(taken.exit).toBe(3);
  expect(taken.messages()[0]).toMatchObject({
    key: 'a',
    code: 'key_taken',
    hint: expect.stringContaining('--label') as string,
  });
  expect(taken.records()).toEqual([{ ...b, put: { mode: 'plain' } }]);
  const moved = await runs.put([{ ...a, uri: '/other/a' }], '--accept-moved');
  expect(moved.summary('put')).toMatchObject({ skipped: 1, exit: 0 });
  expect(effects()).toEqual([1, 1]);
});

test('an item whose destination cannot tell waits for a person', async () => {
  const unknown = { ...a, act: 'unknown' };
  await runs.put([{ ...unknown, act: 'fatal' }]);
  const said = await runs.put([unknown]);
  expect(said.exit).toBe(3);
  expect(said.messages()[0]).toMatchObject({ code: 'in_doubt' });
  await runs.shell.run(`leat-ledger forget a --ledger ${runs.ledger}`);
  expect((await runs.put([unknown])).exit).toBe(0);
});
