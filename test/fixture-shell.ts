import { execa } from 'execa';
import { chmodSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bundle } from '../scripts/bundle.ts';
import { putFiles } from '../scripts/put-files.ts';

export interface Said {
  readonly exit: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** What was printed, parsed. */
  records(): Record<string, unknown>[];
  /** What was said on stderr, parsed. */
  messages(): Record<string, unknown>[];
  /** The summary of a tool, without what differs from run to run. */
  summary(tool: string): Record<string, unknown>;
}

/** A directory where the tools of `fixtures/` are on the path of a real shell, bundled like real ones. */
export interface FixtureShell {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs a command line in bash with pipefail. */
  run(command: string, input?: string | Uint8Array): Promise<Said>;
  /** The dead letters of the one ledger that a tool has, parsed; none when there is no file. */
  deadLetters(tool: string): Record<string, unknown>[];
  end(): void;
}

const TOOLS = ['count', 'put', 'sum'];
const root = join(import.meta.dirname, '..');

export async function openFixtureShell(): Promise<FixtureShell> {
  const directory = mkdtempSync(join(tmpdir(), 'leat-shell-'));
  const bin = join(directory, '.bin');
  mkdirSync(bin);
  for (const tool of TOOLS) {
    putFiles(
      await bundle(join(import.meta.dirname, 'fixtures', `${tool}.ts`), join(directory, '.built', tool)),
    );
    writeFileSync(
      join(bin, `leat-${tool}`),
      `#!/bin/sh\nexec '${process.execPath}' '${directory}/.built/${tool}/main.js' "$@"\n`,
    );
    chmodSync(join(bin, `leat-${tool}`), 0o755);
  }
  const env = {
    HOME: directory,
    XDG_STATE_HOME: join(directory, 'state'),
    PATH: `${bin}:${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
  };
  return {
    directory,
    env,
    async run(command, input) {
      const { exitCode, stdout, stderr } = await execa('bash', ['-o', 'pipefail', '-c', command], {
        cwd: directory,
        env,
        extendEnv: false,
        ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
        reject: false,
        stripFinalNewline: false,
        maxBuffer: 1e9,
      });
      return saidOf(exitCode, stdout, stderr);
    },
    deadLetters(tool) {
      const files = globSync(`state/leat/${tool}/*.dead-letter.ndjson`, { cwd: directory });
      return files.flatMap((file) => parseLines(readFileSync(join(directory, file), 'utf8')));
    },
    end: () => rmSync(directory, { recursive: true, force: true }),
  };
}

export function saidOf(exit: number | undefined, stdout: string, stderr: string): Said {
  const messages = (): Record<string, unknown>[] => parseLines(stderr);
  return {
    exit,
    stdout,
    stderr,
    records: () => parseLines(stdout),
    messages,
    summary(tool) {
      const found = messages().filter((line) => line['tool'] === tool && line['msg'] === 'summary');
      if (found.length !== 1) throw new Error(`${found.length} summaries of ${tool} in ${stderr}`);
      const { time: _, level: __, tool: ___, msg: ____, seconds: _____, ...rest } = found[0]!;
      if (typeof rest['ledger'] === 'string') rest['ledger'] = basename(rest['ledger']);
      return rest;
    },
  };
}

function parseLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
