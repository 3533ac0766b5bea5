import { execa } from 'execa';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from '../fixtures/table.ts';

const launcher = join(import.meta.dirname, '../../bin/leat-coinbase-fetch.js');

export interface Ran {
  readonly exit: number | undefined;
  readonly stdout: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** The messages on stderr; the last one is the summary. */
  readonly log: readonly Record<string, unknown>[];
}

/** Starts the built binary in a directory of its own, as a user in India has it. */
export function startTool(args: readonly string[], env: Readonly<Record<string, string>>) {
  const home = temporaryDirectory();
  const child = execa(process.execPath, [launcher, ...args], {
    cwd: home,
    env: { HOME: home, TZ: 'Asia/Kolkata', ...env },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    maxBuffer: 1e8,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Runs it to its end. */
export async function runTool(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const { exitCode, stdout, stderr } = await startTool(args, env);
  return { exit: exitCode, stdout, rows: jsonLines(stdout), log: jsonLines(stderr) };
}

function jsonLines(text: string): Record<string, unknown>[] {
  const lines = text.split('\n').filter((line) => line.startsWith('{"'));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
