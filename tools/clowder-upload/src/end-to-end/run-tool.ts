import { execa } from 'execa';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryDirectory, type TestServer } from '../fixture/index.ts';

const launcher = join(import.meta.dirname, '../../bin/leat-clowder-upload.js');

interface Ran {
  readonly exit: number | undefined;
  readonly records: readonly (Record<string, unknown> & { readonly clowder: Record<string, unknown> })[];
  /** The messages on stderr; the last one is the summary. */
  readonly log: readonly Record<string, unknown>[];
  readonly stderr: string;
}

/** A run that has not ended yet. */
interface Running extends PromiseLike<{
  readonly exitCode?: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}> {
  readonly pid?: number | undefined;
}

/** The built tool with a home of its own, as a user has it; several runs share its ledger. */
export interface InstalledTool {
  /** @param input records, or lines as they are */
  run(input: readonly (object | string)[], ...flags: string[]): Promise<Ran>;
  start(input: readonly (object | string)[], ...flags: string[]): Running;
  readonly home: string;
}

export function install({ url, key }: Pick<TestServer, 'url' | 'key'>): InstalledTool {
  const home = temporaryDirectory();
  const start: InstalledTool['start'] = (input, ...flags) => {
    const lines = input.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
    const child = execa(process.execPath, [launcher, ...flags], {
      input: lines.join(''),
      cwd: home,
      env: { HOME: home, CLOWDER_URL: url, CLOWDER_TOKEN: key },
      extendEnv: false,
      reject: false,
      maxBuffer: 1e8,
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    return child;
  };
  return {
    home,
    start,
    async run(input, ...flags) {
      const { exitCode, stdout, stderr } = await start(input, ...flags);
      return {
        exit: exitCode,
        records: jsonLines(stdout) as unknown as Ran['records'],
        log: jsonLines(stderr),
        stderr,
      };
    },
  };
}

function jsonLines(text: string): Record<string, unknown>[] {
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
