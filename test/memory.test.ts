import { spawn } from 'node:child_process';
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

/** The peak of a tool in kB after some time of a million lines, of which it gets through only a few. */
async function peakWhileFed(
  words: readonly string[],
  takesOutput: boolean,
): Promise<{ peak: number; fed: number }> {
  const child = spawn(join(shell.directory, '.bin', words[0]!), words.slice(1), {
    cwd: shell.directory,
    env: shell.env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (takesOutput) child.stdout.resume();
  child.stdin.on('error', () => {});
  const line = (n: number): string => `{"key":"item-${n}","rev":"1","fill":"${'x'.repeat(160)}"}\n`;
  let fed = 0;
  let isOver = false;
  const feeding = (async () => {
    for (; fed < 1_000_000 && !isOver; fed += 100) {
      const block = Array.from({ length: 100 }, (_, at) => line(fed + at)).join('');
      while (!isOver && child.stdin.writableNeedDrain) await sleep(20);
      child.stdin.write(block);
    }
  })();
  await sleep(4000);
  const peak = peakOf(child.pid!);
  isOver = true;
  child.kill('SIGKILL');
  await feeding;
  return { peak, fed };
}

describe.runIf(hasProc)('peak memory', () => {
  test('of a step that is slower than its input', async () => {
    const { peak } = await peakWhileFed(['leat-put', '--to', 'slow', '--delay', '20'], true);
    expect(peak).toBeLessThan(MOST_KB);
  });

  test('of a step whose reader takes nothing', async () => {
    const { peak } = await peakWhileFed(['leat-put', '--to', 'stuck', '--no-ledger', '--dry-run'], false);
    expect(peak).toBeLessThan(MOST_KB);
  });

  test('of a source whose reader takes nothing', async () => {
    const { peak } = await peakWhileFed(['leat-count', '--to', '100000000', '--pad', '200'], false);
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
