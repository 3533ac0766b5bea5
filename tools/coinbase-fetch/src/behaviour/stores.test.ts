import { openStore, type Access } from '@leat/storage';
import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { awsOf, azureOf } from '../../../../test/servers/access.ts';
import { startAzurite } from '../../../../test/servers/azurite.ts';
import { makeBucket, makeContainer } from '../../../../test/servers/make-bucket.ts';
import { noVersitygw, startVersitygw } from '../../../../test/servers/versitygw.ts';
import { fetchFrom, serve, type Fetched } from '../fixtures/fetched.ts';
import { makeTable } from '../fixtures/table.ts';

const QUERY = "SELECT TIMESTAMPTZ '2026-01-31 11:30:00+00' AS time, range AS close FROM range(200_000)";

async function fetchSince(sinceTable: string, access: Access): Promise<Fetched & { asked: number }> {
  const server = await serve({ quirks: { noTradesEvery: 0 } });
  const fetched = await fetchFrom(server, { sinceTable }, undefined, access);
  return { ...fetched, asked: server.requests.length };
}

async function expectResumed(uri: string, access: Access): Promise<void> {
  const { rows, thrown } = await fetchSince(uri, access);
  expect(thrown).toBeUndefined();
  expect(rows.map(({ time }) => time)).toEqual(['2026-01-31T11:30:00Z', '2026-01-31T11:45:00Z']);
}

async function expectLatest(uri: string, access: Access): Promise<void> {
  const { rows, log } = await fetchSince(uri, access);
  expect(rows.length).toBe(300);
  expect(log).toEqual([`info there is no table ${uri} yet`]);
}

describe('a table in Azure', () => {
  test('is gone on from, or not there yet; a wrong key is neither', async () => {
    const azurite = await startAzurite();
    onTestFinished(() => azurite.stop());
    await makeContainer(azurite, 'candles');
    const access = { azure: azureOf(azurite) };
    await expectLatest('az://candles/eth-eur.parquet', access);
    const bytes = readFileSync(await makeTable(QUERY));
    const { store, address } = await openStore('az://candles/eth-eur.parquet', access);
    await store.write(address, bytes);
    await expectResumed('az://candles/eth-eur.parquet', access);
    const wrong = azurite.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${btoa('wrong')}`);
    const denied = await fetchSince('az://candles/eth-eur.parquet', {
      azure: azureOf({ connectionString: wrong }),
    });
    expect(denied).toMatchObject({ rows: [], asked: 0, thrown: { name: 'StorageError' } });
  });
});

test.skipIf(noVersitygw !== undefined)(
  `a table in S3 is gone on from, or not there yet; a wrong key is neither${noVersitygw === undefined ? '' : ` (${noVersitygw})`}`,
  async () => {
    const server = await startVersitygw();
    onTestFinished(() => server.stop());
    await makeBucket(server, 'candles');
    const access = { aws: awsOf(server) };
    await expectLatest('s3://candles/eth-eur.parquet', access);
    const bytes = readFileSync(await makeTable(QUERY));
    const { store, address } = await openStore('s3://candles/eth-eur.parquet', access);
    await store.write(address, bytes);
    await expectResumed('s3://candles/eth-eur.parquet', access);
    const denied = await fetchSince('s3://candles/eth-eur.parquet', {
      aws: { ...awsOf(server), secretAccessKey: 'wrong' },
    });
    expect(denied).toMatchObject({ rows: [], asked: 0, thrown: { code: 'bad_credentials' } });
  },
);
