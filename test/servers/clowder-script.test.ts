import { execa } from 'execa';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask } from './clowder/ask.ts';

const script = join(import.meta.dirname, '../../scripts/clowder-server.ts');

function run(...flags: string[]) {
  return execa(process.execPath, [script, ...flags], { reject: false });
}

/** Leaving a loop over the child itself would wait for its end. */
function firstLines(child: ReturnType<typeof run>, count: number): Promise<string[]> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const lines = text.split('\n');
      if (lines.length > count) resolve(lines.slice(0, count));
    });
    child.stdout.on('end', () => resolve(text.split('\n')));
  });
}

test.each([
  ['v1', '/api/me'],
  ['v2', '/api/v2/users/profile'],
])('%s: prints address and keys, serves, and stops on SIGTERM', async (api, path) => {
  const child = run('--api', api, '--key', 'one', '--key', 'two', '--quirk', 'defaultLimit=3');
  const [url = '', ...keys] = await firstLines(child, 3);
  expect(keys).toEqual(['one', 'two']);
  for (const key of keys) expect((await ask({ url, key }, 'GET', path)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await child).toMatchObject({ exitCode: 0, stderr: '' });
});

test.each([
  [['--api', 'v3'], '--api must be v1 or v2'],
  [[], '--api must be v1 or v2'],
  [['--api', 'v1', '--port', 'x'], '--port must be a number up to 65535'],
  [['--api', 'v1', '--nope'], "Unknown option '--nope'"],
  [
    ['--api', 'v1', '--quirk', 'storDelay=1'],
    '--quirk storDelay: no such quirk; the nearest is storeDelayMs',
  ],
  [['--api', 'v1', '--quirk', 'gzip'], '--quirk gzip: write it as name=value'],
  [['--api', 'v1', '--quirk', 'gzip=1'], '--quirk gzip=1: the value must be true or false'],
  [
    ['--api', 'v1', '--quirk', 'storeDelayMs=-1'],
    '--quirk storeDelayMs=-1: the value must be a whole number',
  ],
  [['--api', 'v1', '--quirk', 'permissions=x'], '--quirk permissions=x: the value must be public, private'],
])('%j is a usage error', async (flags, message) => {
  const { exitCode, stderr, stdout } = await run(...flags);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`clowder-server: ${message}`);
  expect(stderr).toContain('Usage: node scripts/clowder-server.ts');
});

test('a taken port is told', async () => {
  const first = run('--api', 'v1');
  const [url = ''] = await firstLines(first, 1);
  const { exitCode, stderr } = await run('--api', 'v2', '--port', new URL(url).port);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('choose another with --port')]);
  first.kill('SIGINT');
  expect((await first).exitCode).toBe(0);
});
