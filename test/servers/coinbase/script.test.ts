import { execa } from 'execa';
import { join } from 'node:path';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../../../scripts/coinbase-server.ts');

test('the script prints where it is, and ends when it is told to', async () => {
  const child = execa(
    process.execPath,
    [SCRIPT, '--now', '2026-01-31T12:07:30Z', '--quirk', 'noTradesEvery=0'],
    {
      reject: false,
    },
  );
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /^export COINBASE_URL=(http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line))?.[1];
  const answer = await fetch(`${url}/products/ETH-EUR/candles?granularity=60`);
  expect(await answer.json()).toHaveLength(300);
  child.kill('SIGTERM');
  expect((await child).exitCode).toBe(0);
});

test.for([
  [['--port', '70000'], '--port must be'],
  [['--now', 'noon'], '--now noon'],
  [['--quirk', 'perSeconds=1'], 'the nearest is perSecond'],
  [['--speed', '2'], 'speed'],
] as const)('wrong: %j', async ([args, message]) => {
  const { exitCode, stderr } = await execa(process.execPath, [SCRIPT, ...args], { reject: false });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain('Usage: node scripts/coinbase-server.ts');
});
