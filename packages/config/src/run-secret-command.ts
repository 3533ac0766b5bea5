import { execFile } from 'node:child_process';
import { hide, mask } from './mask.ts';
import { commandFailed } from './messages.ts';
import { withoutLineEnd } from './read-secret.ts';
import type { Problem } from './settings-error.ts';

const COMMAND_SECONDS = 30;

/** Runs a command that prints a secret. Its stdin is empty: ours carries records. */
export function runSecretCommand(
  command: string,
  {
    where,
    directory,
    env,
    seconds = COMMAND_SECONDS,
  }: {
    where: string;
    directory: string;
    env: NodeJS.ProcessEnv;
    seconds?: number;
  },
): Promise<{ secret?: string; problem?: Problem }> {
  return new Promise((resolve) => {
    const child = execFile(
      'sh',
      ['-c', command],
      { cwd: directory, env, timeout: seconds * 1000, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        const secret = withoutLineEnd(stdout);
        if (error === null && secret !== '') return resolve({ secret });
        // What it printed before it failed may be the secret, and `sh -x` repeats it on stderr.
        for (const line of stdout.split('\n')) hide(line.trim());
        const outcome = error === null ? 'printed nothing' : outcomeOf(error, seconds);
        resolve({ problem: commandFailed(where, outcome, mask(stderr)) });
      },
    );
    child.stdin?.on('error', () => {}).end();
  });
}

function outcomeOf(
  error: Error & { killed?: boolean; code?: unknown; signal?: unknown },
  seconds: number,
): string {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'printed more than 1 MiB';
  if (error.killed === true) return `did not end within ${seconds} s`;
  if (typeof error.signal === 'string') return `was ended by ${error.signal}`;
  return typeof error.code === 'number'
    ? `ended with exit code ${error.code}`
    : `cannot be started (${String(error.code)})`;
}
