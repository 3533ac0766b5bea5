import { BlobServiceClient } from '@azure/storage-blob';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendSide, CONTAINER, makeTable, startAzure } from '../azure-table.ts';
import { writeLines } from '../candles.ts';
import { pythonWith } from '../python.ts';
import { atMost, fasterBy, type Goal, type Row } from '../row.ts';

const MOVED = 4e6;

/** Bytes that came by in the last run, read and written, as the tool counts them. */
function moved(result: string): Goal {
  return {
    what: 'bytes moved',
    wanted: `≤ ${MOVED / 1e6} MB`,
    measure() {
      const { blobAppend } = JSON.parse(readFileSync(result, 'utf8')) as {
        readonly blobAppend: { readonly bytesRead: number; readonly bytesWritten: number };
      };
      const bytes = blobAppend.bytesRead + blobAppend.bytesWritten;
      return { shown: `${(bytes / 1e6).toFixed(2)} MB`, isReached: bytes <= MOVED };
    },
  };
}

export const append: Row = {
  name: 'append',
  what: 'Append 300 rows to a table of 10,000,000 in Azurite; the peer reads all, drops duplicates and writes all (pandas)',
  needs: ['time', 'python3'],
  runs: 3,
  async prepare(work) {
    const python = await pythonWith(['pandas==3.1.1', 'pyarrow==26.0.1', 'azure-storage-blob']);
    const azurite = await startAzure();
    const ours = `az://${CONTAINER}/ours.parquet`;
    await makeTable(work, ours, 1e7, azurite.env);
    const theirs = BlobServiceClient.fromConnectionString(azurite.connectionString)
      .getContainerClient(CONTAINER)
      .getBlockBlobClient('theirs.parquet');
    await theirs.uploadFile(join(work, 'table-10000000.parquet'));
    const lines = join(work, 'theirs.ndjson');
    let there = 1e7;
    const side = appendSide(work, ours, 1e7, azurite.env);
    return {
      sides: [
        side,
        {
          name: 'pandas',
          command: `${python} bench/peers/read-all-append.py ${CONTAINER} theirs.parquet ${lines}`,
          env: azurite.env,
          async before() {
            await writeLines(lines, there - 100, 300);
            there += 200;
          },
        },
      ],
      goals: [fasterBy(50, 'against pandas'), moved(side.result)],
      end: () => azurite.stop(),
    };
  },
};

export const appendFlat: Row = {
  name: 'append-flat',
  what: 'The same append to tables of 10^5, 10^6 and 10^7 rows',
  needs: ['time'],
  runs: 7,
  async prepare(work) {
    const azurite = await startAzure();
    const sizes = [1e7, 1e5, 1e6];
    const at = (rows: number): string => `az://${CONTAINER}/table-${rows}.parquet`;
    for (const rows of sizes) await makeTable(work, at(rows), rows, azurite.env);
    const [largest, smallest, middle] = sizes.map((rows) => appendSide(work, at(rows), rows, azurite.env));
    return {
      sides: [largest!, smallest!, middle!],
      goals: [atMost(1.5, '10^7 against 10^5'), atMost(1.5, '10^6 against 10^5', 2, 1)],
      end: () => azurite.stop(),
    };
  },
};
