import { execa } from 'execa';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startChild } from './child.ts';

/** Says its pid and waits. */
const WAITS = ['sh', '-c', 'echo "pid $$"; while :; do sleep 0.1; done'] as const;
const pidIn = (output: string): number | undefined => Number(/pid (\d+)\n/.exec(output)?.[1]) || undefined;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the pid is the one of the server itself', async () => {
  const { child, result } = await startChild(WAITS, pidIn);
  expect(child.pid).toBe(result);
  expect(child.isRunning()).toBe(true);
  await child.stop();
  expect([child.isRunning(), isAlive(child.pid)]).toEqual([false, false]);
});

test('a server that ends before it is ready gives its output', async () => {
  const started = startChild(['sh', '-c', 'echo no such port >&2; exit 3'], pidIn);
  await expect(started).rejects.toThrow('sh did not start:\nno such port');
});

test('a server that is not there is an error', async () => {
  await expect(startChild(['./no-such-server'], pidIn)).rejects.toThrow('./no-such-server did not start');
});

test.for([
  ['alone', 'process.pid'],
  ['with its group', '-process.pid'],
])('a server ends, and its directory goes, when who started it is killed %s', async ([, killed]) => {
  const directory = mkdtempSync(join(tmpdir(), 'leat-child-'));
  const code = `
    import { startChild } from ${JSON.stringify(import.meta.resolve('./child.ts'))};
    const { child } = await startChild(${JSON.stringify(WAITS)}, (text) => /pid/.test(text) || undefined,
      { directory: ${JSON.stringify(directory)} });
    console.log(child.pid);
    process.kill(${killed}, 'SIGKILL');`;
  const { stdout, signal } = await execa(process.execPath, ['--input-type=module', '--eval', code], {
    reject: false,
    detached: true,
  });
  expect(signal).toBe('SIGKILL');
  while (existsSync(directory) || isAlive(Number(stdout))) await sleep(10);
  expect(existsSync(directory)).toBe(false);
});
