import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFixtureShell, type FixtureShell } from './fixture-shell.ts';

/* No tool holds its input: the peak of memory is the same for a thousand lines and for a million. */

const MOST_KB = 150_000;
const hasProc = process.platform === 'linux';

let shell: FixtureShell;
beforeAll(async () => {
  shell = await openFixtureShell();
  writeFileSync(
    join(shell.directory, 'note-peak.cjs'),
    `process.on('exit', () => require('fs').writeFileSync(process.env.HOME + '/peak', String(process.resourceUsage().maxRSS)));`,
  );
});
afterAll(() => shell.end());

const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);

/** Ticks of CPU time: a process that is held back uses none. */
const ticksOf = (pid: number): number => {
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  return Number(fields!.split(' ')[11]) + Number(fields!.split(' ')[12]);
};

/** Waits until a process has done nothing for two seconds, in which it was looked at often. */
async function resting(pid: number): Promise<void> {
  for (let looks = 0, before = ticksOf(pid); looks < 8; looks++) {
    await sleep(250);
    const now = ticksOf(pid);
    if (now > before + 1) looks = 0;
    before = now;
  }
}

/** The peak of a tool in kB when it is offered a million lines and has taken all that it wants for now. */
async function peakWhileFed(words: readonly string[], takesOutput: boolean): Promise<number> {
  const child = spawn(join(shell.directory, '.bin', words[0]!), words.slice(1), {
    cwd: shell.directory,
    env: shell.env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const isUnderWay = once(child.stdout, 'readable');
  child.stdin.on('error', () => {});
  const line = (n: number): string => `{"key":"item-${n}","rev":"1","fill":"${'x'.repeat(160)}"}\n`;
  const ended = once(child, 'exit');
  let isOver = false;
  const feeding = (async () => {
    for (let fed = 0; fed < 1_000_000 && !isOver; fed += 100) {
      const block = Array.from({ length: 100 }, (_, at) => line(fed + at)).join('');
      if (child.stdin.write(block)) continue;
      await Promise.race([ended, new Promise((resolve) => child.stdin.once('drain', resolve))]);
    }
  })();
  await isUnderWay;
  if (takesOutput) child.stdout.resume();
  await resting(child.pid!);
  const peak = peakOf(child.pid!);
  isOver = true;
  child.kill('SIGKILL');
  await feeding;
  return peak;
}

describe.runIf(hasProc)('peak memory', () => {
  test('of a step that is slower than its input', async () => {
    const peak = await peakWhileFed(['leat-put', '--to', 'slow', '--delay', '5000'], true);
    expect(peak).toBeLessThan(MOST_KB);
  });

  test('of a step whose reader takes nothing', async () => {
    const peak = await peakWhileFed(['leat-put', '--to', 'stuck', '--no-ledger', '--dry-run'], false);
    expect(peak).toBeLessThan(MOST_KB);
  });

  test('of a source whose reader takes nothing', async () => {
    const peak = await peakWhileFed(['leat-count', '--to', '100000000', '--pad', '200'], false);
    expect(peak).toBeLessThan(MOST_KB);
  });

  test('of a million lines, tried out to the end', async () => {
    const said = await shell.run(
      `leat-count --to 1000000 --pad 100 2>/dev/null | ${noting} leat-put --to all --dry-run | wc -l`,
    );
    expect(said.exit, said.stderr).toBe(0);
    expect(Number(said.stdout)).toBe(1_000_000);
    expect(noted()).toBeLessThan(MOST_KB);
  });

  test('of a reducer that skips nearly everything', async () => {
    const count = 'leat-count --to 200000 --pad 200 2>/dev/null';
    await shell.run(`${count} | leat-sum --to sums --batch-count 20000`);
    // Each member that is left must not hold on to the chunk that it came in.
    const mostlyOld = `awk 'NR % 250 == 0 { sub("\\"rev\\":\\"1\\"", "\\"rev\\":\\"2\\"") } { print }'`;
    const said = await shell.run(`${count} | ${mostlyOld} | ${noting} leat-sum --to sums`);
    expect(said.exit, said.stderr).toBe(0);
    expect(said.summary('sum')).toMatchObject({ read: 200_000, done: 800, skipped: 199_200 });
    expect(noted()).toBeLessThan(MOST_KB);
  });
});

const noting = String.raw`NODE_OPTIONS="--require \"$HOME/note-peak.cjs\""`;
const noted = (): number => Number(readFileSync(join(shell.directory, 'peak'), 'utf8'));
