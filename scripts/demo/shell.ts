import { execa } from 'execa';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Running {
  hasEnded: boolean;
  readonly ended: Promise<void>;
  /** Kills every process of the command at once, as a power cut would. */
  kill(): void;
}

/** Text for a person, between the commands. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/**
 * Shows a command as a person would type it, and runs it in a real shell with the built tools on its path.
 * What it prints on stderr is shown; records go where the command sends them.
 *
 * @param environment what the person would have exported; shown once by the caller
 */
export function shell(command: string, environment: Record<string, string>): Running {
  say(`\n$ ${command}`);
  const child = execa('bash', ['-o', 'pipefail', '-c', command], {
    cwd: root,
    env: { ...environment, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` },
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
    // A group of its own, so that the whole pipeline can be killed at once.
    detached: true,
  });
  const running: Running = {
    hasEnded: false,
    ended: child.then(() => {
      running.hasEnded = true;
    }),
    kill: () => {
      if (child.pid !== undefined && !running.hasEnded) process.kill(-child.pid, 'SIGKILL');
    },
  };
  return running;
}
