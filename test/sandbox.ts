import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDatasetTree } from '../scripts/demo/dataset-tree.ts';
import { runInBash, type Ran } from './bash.ts';
import { startAzurite } from './servers/azurite.ts';
import { startClowderV2, type ClowderV2 } from './servers/clowder-v2.ts';
import { startCoinbase } from './servers/coinbase.ts';
import { makeContainer } from './servers/make-bucket.ts';
import { startS3 } from './servers/s3.ts';

export const root = join(import.meta.dirname, '..');

/**
 * A directory with datasets in `data/`, test servers, and the built tools on the path of a real shell. In S3 there are
 * the buckets `provider` and `raw`, in Azure the container `coinbasedata`.
 */
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
  const [clowder, coinbase, azurite, s3] = await Promise.all([
    startClowderV2(),
    startCoinbase(),
    startAzurite(),
    startS3(),
  ]);
  await makeContainer(azurite, 'coinbasedata');
  for (const bucket of ['provider', 'raw']) s3.createBucket(bucket);
  const env = {
    HOME: directory,
    XDG_STATE_HOME: join(directory, 'state'),
    XDG_CACHE_HOME: join(directory, 'cache'),
    DATASET_DIRECTORY: join(directory, 'data'),
    LEAT_SCAN_SETTLE: '0s',
    CLOWDER_URL: clowder.url,
    CLOWDER_TOKEN: clowder.key,
    ...coinbase.env,
    ...azurite.env,
    ...s3.env,
    PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
  };
  return {
    directory,
    clowder,
    env,
    run: (command) => runInBash(command, { directory, env }),
    async end() {
      await Promise.all([clowder, coinbase, azurite, s3].map((server) => server.stop()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
