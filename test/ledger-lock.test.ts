import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { usePutRuns } from './put-runs.ts';

const runs = usePutRuns();
const a = { key: 'a', rev: '1', uri: '/data/a' };

describe('a second run on the same ledger', () => {
  async function hold(): Promise<{ pid: number; kill(signal: NodeJS.Signals): Promise<void> }> {
    const holder = spawn(
      join(runs.shell.directory, '.bin/leat-put'),
      ['--to', runs.to, '--ledger', runs.ledger],
      {
        cwd: runs.shell.directory,
        env: runs.shell.env,
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
    holder.stdin.write('{"key":"held"}\n');
    await once(holder.stdout, 'data');
    return {
      pid: holder.pid!,
      async kill(signal) {
        const ended = once(holder, 'exit');
        holder.kill(signal);
        await ended;
      },
    };
  }

  test.for(['SIGTERM', 'SIGKILL'] as const)(
    'is refused at once, and has it after %s of the first',
    async (signal) => {
      const holder = await hold();
      const refused = await runs.put([a]);
      expect(refused.exit).toBe(4);
      expect(refused.messages()).toMatchObject([
        { code: 'ledger_locked', class: 'fatal' },
        { msg: 'summary', read: 0, exit: 4 },
      ]);
      expect(refused.stdout).toBe('');
      const listed = await runs.shell.run(`leat-ledger ls --ledger ${runs.ledger}`);
      expect(listed.records()).toMatchObject([{ key: 'held', state: 'done' }]);
      await holder.kill(signal);
      expect(await runs.put([a])).toMatchObject({ exit: 0 });
    },
  );

  test('may be tried out meanwhile', async () => {
    const holder = await hold();
    const said = await runs.put([{ key: 'held' }, a], '--dry-run');
    expect(said.exit).toBe(0);
    expect(said.summary('put')).toMatchObject({ done: 1, skipped: 1, dryRun: true });
    await holder.kill('SIGTERM');
  });

  test('forgets and fails only by itself: what a person forgets meanwhile is done again', async () => {
    const holder = await hold();
    expect((await runs.shell.run(`leat-ledger forget held --ledger ${runs.ledger}`)).exit).toBe(0);
    await holder.kill('SIGTERM');
    expect((await runs.put([{ key: 'held' }])).summary('put')).toMatchObject({ done: 1 });
  });
});
