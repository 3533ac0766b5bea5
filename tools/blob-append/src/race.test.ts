import { BlobServiceClient } from '@azure/storage-blob';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAzurite, type Azurite } from '../../../test/servers/azurite.ts';
import { startS3, type StrictS3 } from '../../../test/servers/s3.ts';
import { candles } from './fixtures/candles.ts';
import { query, testDirectory } from './fixtures/duckdb.ts';
import { start } from './fixtures/process.ts';

const PROCESSES = 6;
const ROWS = 50;
/** More of them with `LEAT_RACE_ROUNDS=20`. */
const ROUNDS = Number(process.env['LEAT_RACE_ROUNDS'] ?? 1);

let azurite: Azurite;
let server: StrictS3;
beforeAll(async () => {
  azurite = await startAzurite();
  const service = BlobServiceClient.fromConnectionString(azurite.connectionString);
  await service.createContainer('race');
  server = await startS3();
  server.createBucket('race');
});
afterAll(async () => {
  await azurite.stop();
  await server.stop();
});

test.for(['file', 'az', 's3'] as const)(
  '%s: of six processes that append to one table none loses a row or doubles one',
  { timeout: 120_000 * ROUNDS },
  async (scheme) => {
    const local = join(testDirectory(), 'race.parquet');
    const to = scheme === 'file' ? local : `${scheme}://race/race.parquet`;
    const env = { ...azurite.env, ...server.env };
    for (let round = 0; round < ROUNDS; round++) {
      const running = Array.from({ length: PROCESSES }, (_, number) => {
        // Each has the last ten rows of the one before it too.
        const from = (round * PROCESSES + number) * ROWS;
        const rows = candles(Math.max(0, from - 10), from + ROWS);
        return start(['--to', to], { rows, env }).ended;
      });
      for (const { exit, said } of await Promise.all(running)) expect(exit, said).toBe(0);
    }
    if (scheme === 'az') {
      const service = BlobServiceClient.fromConnectionString(azurite.connectionString);
      await service.getContainerClient('race').getBlobClient('race.parquet').downloadToFile(local);
    }
    if (scheme === 's3') writeFileSync(local, server.objects('race').get('race.parquet')!.bytes);
    const total = String(ROUNDS * PROCESSES * ROWS);
    expect(await query(`SELECT count(*), count(DISTINCT time) FROM '${local}'`)).toEqual([[total, total]]);
  },
);
