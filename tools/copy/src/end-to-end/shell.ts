import { execa } from 'execa';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInBash } from '../../../../test/bash.ts';

const root = join(import.meta.dirname, '../../../..');

interface Ran {
  readonly exit: number | undefined;
  readonly records: readonly Record<string, unknown>[];
  /** What was said, line by line. */
  readonly log: readonly Record<string, unknown>[];
  /** The last words of a tool. */
  summary(tool: string): Record<string, unknown> | undefined;
}

/** A directory, and the built tools on the path of a real shell. */
export interface Shell {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  run(command: string): Promise<Ran>;
  /** Starts a copy of one file, and kills it as soon as something is so; false: it had ended before. */
  killCopy(to: string, line: string, isSo: () => boolean | Promise<boolean>): Promise<boolean>;
  end(): void;
}

export function openShell(more: Readonly<Record<string, string>>): Shell {
  const directory = mkdtempSync(join(tmpdir(), 'leat-copy-shell-'));
  const env = {
    HOME: directory,
    LEAT_SCAN_SETTLE: '0s',
    PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
    ...more,
  };
  return {
    directory,
    env,
    async run(command) {
      const { exit, stdout, stderr } = await runInBash(command, { directory, env });
      const log = parsed(stderr);
      return {
        exit,
        records: parsed(stdout),
        log,
        summary: (tool) => log.findLast((line) => line['tool'] === tool && line['msg'] === 'summary'),
      };
    },
    async killCopy(to, line, isSo) {
      const child = execa('leat-copy', ['--to', to], {
        cwd: directory,
        env,
        extendEnv: false,
        input: line,
        reject: false,
      });
      let isOver = false;
      void child.then(() => (isOver = true));
      while (!isOver && !(await isSo())) await new Promise((resolve) => setTimeout(resolve, 1));
      child.kill('SIGKILL');
      return (await child).signal === 'SIGKILL';
    },
    end: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** A line that is no JSON is shown as it is, so that a test fails with it. */
function parsed(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : { msg: line }));
}
