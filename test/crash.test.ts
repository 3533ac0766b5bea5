import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { allEffects } from './fixtures/effects.ts';
import { openFixtureShell, saidOf, type FixtureShell } from './fixture-shell.ts';
import { killLoop } from './kill-loop.ts';

/*
 * The promise, without any real destination in the way: every process of a pipeline is killed again and again at
 * random moments; then it runs to its end. The destinations count what was done to them.
 */

// Dozens of runs one after another: on a machine that is busy that may take long.
vi.setConfig({ testTimeout: 1_200_000 });

const ITEMS = 640;
const KILLS = 42;
const seed = Number(process.env['LEAT_SEED'] ?? Math.floor(Math.random() * 1e9));

let shell: FixtureShell;
beforeEach(async () => {
  shell = await openFixtureShell();
  return () => shell.end();
});
beforeAll(() => console.log(`LEAT_SEED=${seed} kills at the same moments again`));

const once = Array.from({ length: ITEMS }, () => 1);
const keys = [...Array(ITEMS).keys()].map((n) => `item-${String(n + 1).padStart(7, '0')}`);

async function kill(command: string) {
  const countDone = (): number => globSync('one/*', { cwd: shell.directory }).length;
  let doneBefore = 0;
  const { kills, exit, stdout, stderr } = await killLoop({
    command,
    cwd: shell.directory,
    env: shell.env,
    kills: KILLS,
    life: [0, 200],
    seed,
    before: () => void (doneBefore = countDone()),
    // Most have done something when their time begins, however busy the machine is; some are killed while they start.
    isUnderWay: (run) => run % 4 === 0 || countDone() > doneBefore,
  });
  const said = saidOf(exit, stdout, stderr);
  expect(exit, stderr).toBe(0);
  expect(kills, 'runs that were killed under way').toBeGreaterThanOrEqual(40);
  return said;
}

test('two chained steps: nothing lost, nothing done twice, all acknowledged', async () => {
  const said = await kill(
    `leat-count --to ${ITEMS} | leat-put --to one --delay 50 | PUT_ADDS=again leat-put --to two --delay 45`,
  );
  expect(allEffects(join(shell.directory, 'one'))).toEqual(once);
  expect(allEffects(join(shell.directory, 'two'))).toEqual(once);
  const records = said.records();
  expect(records.map(({ key }) => String(key)).toSorted()).toEqual(keys);
  expect(records.every((it) => 'put' in it && 'again' in it)).toBe(true);
  expect(shell.deadLetters('put')).toEqual([]);
});

test('a step and a reducer: each record is in one batch, and each batch is there once', async () => {
  await kill(
    `leat-count --to ${ITEMS} | leat-put --to one --delay 50 | leat-sum --to sums --batch-count 7 --batch-seconds 0.05s --delay 20`,
  );
  expect(allEffects(join(shell.directory, 'one'))).toEqual(once);
  const batches = globSync('sums/*/*', { cwd: shell.directory });
  expect(allEffects(join(shell.directory, 'sums')).every((count) => count === 1)).toBe(true);
  const members = batches.flatMap(
    (file) => JSON.parse(readFileSync(join(shell.directory, file), 'utf8')) as string[],
  );
  expect(members.toSorted()).toEqual(keys.map((key) => `${key} 1`));
});
