import { execa } from 'execa';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDatasetTree } from '../scripts/demo/dataset-tree.ts';
import { startClowderV2, type ClowderV2 } from './servers/clowder-v2.ts';

export const root = join(import.meta.dirname, '..');

interface Ran {
  readonly exit: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory with datasets in `data/`, a Clowder test server, and the built tools on the path of a real shell. */
export interface Sandbox {
  readonly directory: string;
  readonly clowder: ClowderV2;
  readonly env: Readonly<Record<string, string>>;
  run(command: string): Promise<Ran>;
  end(): Promise<void>;
}

export async function openSandbox(): Promise<Sandbox> {
  const directory = mkdtempSync(join(tmpdir(), 'leat-sandbox-'));
  mkdirSync(join(directory, 'data'));
  makeDatasetTree(join(directory, 'data'));
  const clowder = await startClowderV2();
  const env = {
    HOME: directory,
    XDG_STATE_HOME: join(directory, 'state'),
    XDG_CACHE_HOME: join(directory, 'cache'),
    DATASET_DIRECTORY: join(directory, 'data'),
    LEAT_SCAN_SETTLE: '0s',
    CLOWDER_URL: clowder.url,
    CLOWDER_TOKEN: clowder.key,
    PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
  };
  return {
    directory,
    clowder,
    env,
    async run(command) {
      const { exitCode, stdout, stderr } = await execa('bash', ['-euo', 'pipefail', '-c', command], {
        cwd: directory,
        env,
        extendEnv: false,
        stdin: 'ignore',
        reject: false,
      });
      return { exit: exitCode, stdout, stderr };
    },
    async end() {
      await clowder.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
