import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startVersitygw, type S3Server, type VersitygwOptions } from '../../test/servers/versitygw.ts';
import { appendSide, makeTable } from '../azure-table.ts';
import { atMost, type Row } from '../row.ts';

export const BUCKET = 'bench';

export async function startS3(options: VersitygwOptions = {}): Promise<S3Server> {
  const server = await startVersitygw(options);
  const { url, region, accessKeyId, secretAccessKey } = server;
  const credentials = { accessKeyId, secretAccessKey };
  const client = new S3Client({ endpoint: url, region, credentials, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  client.destroy();
  return server;
}

export const appendS3: Row = {
  name: 'append-s3',
  what: 'Append 300 rows to a table of 10,000,000 in S3 (versitygw); the peer copies the object inside the store',
  needs: ['time', 'go'],
  runs: 5,
  async prepare(work) {
    const s3 = await startS3();
    const table = `s3://${BUCKET}/table.parquet`;
    await makeTable(work, table, 1e7, s3.env);
    return {
      sides: [
        appendSide(work, table, 1e7, s3.env),
        {
          name: 'CopyObject',
          command: `node bench/peers/copy-object.ts ${table} s3://${BUCKET}/copy.parquet`,
          env: s3.env,
        },
      ],
      goals: [atMost(1.2, 'against a copy in the store')],
      end: () => s3.stop(),
    };
  },
};

export const appendFile: Row = {
  name: 'append-file',
  what: 'Append 300 rows to a table of 10,000,000 in a file; the peer copies the file and brings it to the disk',
  needs: ['time'],
  runs: 5,
  async prepare(work) {
    const place = join(work, 'place');
    mkdirSync(place);
    const table = join(place, 'table.parquet');
    await makeTable(work, table, 1e7, {});
    return {
      sides: [
        appendSide(work, table, 1e7, {}),
        { name: 'cp, and sync', command: `cp ${table} ${work}/copy.parquet && sync ${work}/copy.parquet` },
        { name: 'cp', command: `cp ${table} ${work}/copy.parquet` },
      ],
      goals: [atMost(1.2, 'against cp and sync')],
    };
  },
};
