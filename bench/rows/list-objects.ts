import { openStore } from '../../packages/storage/src/index.ts';
import { awsOf } from '../../test/servers/access.ts';
import { s5cmdEnv, s5cmdProgram } from '../peers/s5cmd.ts';
import { fasterBy, speedOf, type Row } from '../row.ts';
import { BUCKET, startS3 } from './append-copied.ts';
import { rcloneEnv } from './copy.ts';

const KEYS = 100_000;

export const listObjects: Row = {
  name: 'list-objects',
  what: 'Listing 100,000 keys of S3 (versitygw) with sizes and times',
  needs: ['time', 'go', 'rclone', 'python3'],
  runs: 5,
  async prepare() {
    const program = await s5cmdProgram();
    const s3 = await startS3();
    const access = { aws: awsOf(s3) };
    const prefix = `s3://${BUCKET}/many/`;
    const { store } = await openStore(prefix, access);
    const content = Buffer.from('x');
    let next = 0;
    const write = async (): Promise<void> => {
      while (next < KEYS) {
        const n = next++;
        const key = `many/${String(n % 100).padStart(3, '0')}/image-${String(n).padStart(6, '0')}.raw`;
        await store.write({ scheme: 's3', bucket: BUCKET, key }, content);
      }
    };
    await Promise.all(Array.from({ length: 16 }, write));
    return {
      sides: [
        {
          name: 'leat-scan --as file',
          command: `node tools/scan/bin/leat-scan.js --quiet --as file --settle 0s ${prefix}`,
          env: s3.env,
        },
        {
          name: 'rclone lsf',
          command: `rclone lsf --recursive --files-only --format pst --use-server-modtime --fast-list s3:${BUCKET}/many`,
          env: rcloneEnv(s3),
        },
        {
          name: 's5cmd ls',
          command: `${program} ls '${prefix}*' | wc -l | grep -qx ${KEYS}`,
          env: s5cmdEnv(s3),
        },
      ],
      goals: [fasterBy(1, 'against rclone lsf'), speedOf(0.8, 'against s5cmd ls', 0, 2)],
      end: () => s3.stop(),
    };
  },
};
