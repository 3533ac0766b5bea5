import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { S3Server } from '../../test/servers/versitygw.ts';
import { openStore } from '../../packages/storage/src/index.ts';
import { awsOf } from '../../test/servers/access.ts';
import { s5cmdEnv, s5cmdProgram } from '../peers/s5cmd.ts';
import { fasterBy, speedOf, type Prepared, type Row } from '../row.ts';
import { BUCKET, startS3 } from './append-copied.ts';

/** rclone takes a remote from the environment. */
export function rcloneEnv({ url, region, accessKeyId, secretAccessKey }: S3Server): Record<string, string> {
  return {
    RCLONE_CONFIG_S3_TYPE: 's3',
    RCLONE_CONFIG_S3_PROVIDER: 'Other',
    RCLONE_CONFIG_S3_ENDPOINT: url,
    RCLONE_CONFIG_S3_REGION: region,
    RCLONE_CONFIG_S3_ACCESS_KEY_ID: accessKeyId,
    RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: secretAccessKey,
    RCLONE_CONFIG: '/dev/null',
    // It takes no certificates from there, and gives up.
    AWS_CA_BUNDLE: '',
  };
}

/** @throws when a side has not brought everything in every run: its time would be no time */
async function checkCopies(s3: S3Server, files: number, runs: number): Promise<void> {
  for (const side of ['ours', 'theirs', 's5cmd']) {
    const { store, address } = await openStore(`s3://${BUCKET}/${side}-`, { aws: awsOf(s3) });
    const there = await Array.fromAsync(store.list(address));
    // One run does not count, but copies.
    if (there.length !== files * (runs + 1))
      throw new Error(`${side}: there are ${there.length} objects instead of ${files * (runs + 1)}`);
  }
}

async function prepare(
  work: string,
  keepsConnections: boolean,
  flags: string,
  { runs, files }: { readonly runs: number; readonly files: number },
  fill: (tree: string) => void,
): Promise<Prepared> {
  const program = await s5cmdProgram();
  const s3 = await startS3({ keepsConnections });
  const tree = join(work, 'tree');
  mkdirSync(tree);
  fill(tree);
  const state = join(work, 'state');
  return {
    sides: [
      {
        name: 'leat-scan | leat-copy',
        // Each run into a place of its own: nothing is there yet.
        command: `node tools/scan/bin/leat-scan.js --quiet --as file --settle 0s ${tree} | node tools/copy/bin/leat-copy.js --quiet --to s3://${BUCKET}/ours-$$/`,
        env: { ...s3.env, XDG_STATE_HOME: state, XDG_CACHE_HOME: work },
        before: () => rmSync(state, { recursive: true, force: true }),
      },
      {
        name: `rclone copy ${flags}`,
        command: `rclone copy ${flags} ${tree} s3:${BUCKET}/theirs-$$`,
        env: rcloneEnv(s3),
      },
      {
        name: 's5cmd cp',
        command: `${program} --log error cp ${tree}/ s3://${BUCKET}/s5cmd-$$/`,
        env: s5cmdEnv(s3),
      },
    ],
    goals: [fasterBy(1, 'against rclone'), speedOf(0.8, 'against s5cmd', 0, 2)],
    async end() {
      try {
        await checkCopies(s3, files, runs);
      } finally {
        await s3.stop();
      }
    },
  };
}

export const copySmall: Row = {
  name: 'copy-small',
  what: '2,000 files of 64 KiB into S3 (versitygw)',
  needs: ['time', 'go', 'rclone', 'python3'],
  runs: 3,
  prepare: (work) =>
    prepare(work, true, '--transfers 16', { runs: 3, files: 2000 }, (tree) => {
      for (let file = 0; file < 2000; file++)
        writeFileSync(join(tree, `image-${file}.raw`), randomBytes(65_536));
    }),
};

export const copyLarge: Row = {
  name: 'copy-large',
  what: 'One file of 2 GiB into S3 (versitygw)',
  needs: ['time', 'go', 'rclone', 'python3'],
  runs: 2,
  // Over kept connections it loses versitygw, and with its own 5 MiB parts the store gives up.
  prepare: (work) =>
    prepare(work, false, '--s3-chunk-size 16M', { runs: 2, files: 1 }, (tree) => {
      const block = randomBytes(2 ** 20);
      for (let written = 0; written < 2048; written++)
        writeFileSync(join(tree, 'large.raw'), block, { flag: 'a' });
    }),
};
