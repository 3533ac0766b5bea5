import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAzurite } from '../../test/servers/azurite.ts';
import { startCoinbase, type Coinbase } from '../../test/servers/coinbase.ts';
import { makeContainer } from '../../test/servers/make-bucket.ts';
import { say, shell } from './shell.ts';

const CONTAINER = 'coinbasedata';
const TABLE = `az://${CONTAINER}/coinbasedata/coinbase_data.parquet`;

/** Candles into a Parquet table in Azure: appended as they close, killed half-way, and then up to date. */
export async function coinbaseDemo(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'leat-demo-'));
  const azurite = await startAzurite();
  const coinbase = await startCoinbase({ now: '2026-11-21T08:07:00Z' });
  try {
    await makeContainer(azurite, CONTAINER);
    const environment = {
      ...azurite.env,
      ...coinbase.env,
      TABLE,
      XDG_STATE_HOME: join(work, 'state'),
      LEAT_COINBASE_FETCH_LOG_FORMAT: 'human',
      LEAT_BLOB_APPEND_LOG_FORMAT: 'human',
    };
    say(`\n== Candles into a Parquet table in Azure ==\n`);
    say(`TABLE=${TABLE}   (Azurite, the emulator of Azure Storage, on this machine)`);
    say(`COINBASE_URL=${coinbase.url}   (a Coinbase test server; there it is ${clock(coinbase)})`);
    await runAndShow(coinbase, environment);
  } finally {
    await coinbase.stop();
    await azurite.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

async function runAndShow(coinbase: Coinbase, environment: Record<string, string>): Promise<void> {
  const tick = 'scripts/pipelines/coinbase.sh';
  say('\n1. The first run: the table is not there yet, so the last week of candles makes it:');
  await shell(`${tick} --last 7d | grep -o '"blobAppend".*'`, environment).ended;

  coinbase.setNow('2026-11-21T10:22:00Z');
  say(`\n2. At ${clock(coinbase)}, and killed with SIGKILL under way:`);
  const run = shell(`${tick} >/dev/null`, environment);
  const asked = coinbase.requests.length;
  while (coinbase.requests.length === asked && !run.hasEnded) await sleep(2);
  run.kill();
  await run.ended;
  say('   killed: the table is the old one or the new one, never a half');

  say('\n3. The same command again. Only what is new is written, whatever the size of the table:');
  await shell(`${tick} | grep -o '"blobAppend".*'`, environment).ended;

  say('\n4. And once more, when no candle has closed since:');
  await shell(`${tick} | grep -o '"blobAppend".*'`, environment).ended;

  say('\n5. What is in the table:');
  await shell(`leat-blob-append show ${TABLE} | cut -c 1-330`, environment).ended;
  say(`
Try next:
  leat-blob-append --help                    --key, --keep, --partition, --replace, with examples
  docs/appending-to-parquet.md               how it works, with a picture of the file
  eval "$(scripts/services start)"           Azurite and an S3 server that stay, to try things with`);
}

function clock(coinbase: Coinbase): string {
  return new Date(coinbase.now() * 1000).toISOString().slice(0, 16).replace('T', ' ');
}
