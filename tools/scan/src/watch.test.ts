import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openEmitted, plainRules } from './end-to-end/emitted.ts';
import { useScratch } from './end-to-end/scratch.ts';
import { watch } from './watch.ts';

const scratch = useScratch();

/** Watches with next to no pause, and calls `then` with the number of each round that has ended; true ends it. */
async function watchRounds(resyncSeconds: number, then: (round: number) => boolean): Promise<string[][]> {
  const stop = new AbortController();
  const { emitted, to } = openEmitted(stop.signal);
  const rounds: string[][] = [];
  const flush = (): undefined => {
    rounds.push(emitted.keys.splice(0));
    if (then(rounds.length)) stop.abort();
  };
  await watch([{ path: scratch.path, prefix: '' }], plainRules, 0.001, resyncSeconds, { ...to, flush });
  return rounds;
}

test('each round emits what changed since the last one', async () => {
  scratch.make({ 'c/d/a': '', 'c/e/a': '' });
  const rounds = await watchRounds(3600, (round) => {
    if (round === 2) writeFileSync(scratch.at('c/d/b'), '');
    if (round === 3) scratch.make({ 'c/f/a': '' });
    if (round === 4) rmSync(scratch.at('c/d'), { recursive: true });
    if (round === 5) scratch.make({ 'c/d/a': '' });
    return round === 6;
  });
  expect(rounds).toEqual([['c/d', 'c/e'], [], ['c/d'], ['c/f'], [], ['c/d']]);
});

test('a resync emits everything again', async () => {
  scratch.make({ 'c/d/a': '' });
  const rounds = await watchRounds(0, (round) => round === 3);
  expect(rounds).toEqual([['c/d'], ['c/d'], ['c/d']]);
});

test('what settles meanwhile is emitted: each round has its own now', async () => {
  scratch.make({ 'c/d/a': '' });
  const stop = new AbortController();
  const { emitted, to } = openEmitted(stop.signal);
  const rules = { ...plainRules, settleSeconds: 3600 };
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  let rounds = 0;
  const flush = (): undefined => {
    expect(emitted.keys).toHaveLength(rounds === 3 ? 1 : 0);
    if (++rounds === 3) vi.setSystemTime(Date.now() + 3_700_000);
    if (rounds === 4) stop.abort();
  };
  await watch([{ path: scratch.path, prefix: '' }], rules, 0.001, 36_000, { ...to, flush });
  expect(emitted.keys).toEqual(['c/d']);
  // Said in the first round, and not again in each.
  expect(emitted.heldBack).toEqual(['c/d: changed less than 1 h 0 min ago']);
});

test('a root that vanishes is a problem until it is back; one that was never there is the end', async () => {
  scratch.make({ 'data/c/d/a': '' });
  const stop = new AbortController();
  const { emitted, to } = openEmitted(stop.signal);
  let rounds = 0;
  const flush = (): undefined => {
    rounds++;
    if (rounds === 2) renameSync(scratch.at('data'), scratch.at('away'));
    if (rounds === 4) renameSync(scratch.at('away'), scratch.at('data'));
    if (rounds === 5) stop.abort();
  };
  const root = { path: scratch.at('data'), prefix: '' };
  await watch([root], plainRules, 0.001, 3600, { ...to, flush });
  expect(emitted.keys).toEqual(['c/d', 'c/d']);
  expect(emitted.problems).toEqual([`${scratch.at('data')}: root_missing`]);

  const nowhere = { path: scratch.at('nowhere'), prefix: '' };
  const never = watch([nowhere], plainRules, 0.001, 3600, openEmitted().to);
  await expect(never).rejects.toMatchObject({ code: 'root_missing' });
});
