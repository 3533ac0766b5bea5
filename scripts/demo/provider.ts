import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startS3, type StrictS3 } from '../../test/servers/s3.ts';
import { makeDatasetTree } from './dataset-tree.ts';
import { say, shell } from './shell.ts';

const PROVIDER = 's3://provider/studies/';
const RAW = 's3://raw/studies/';

/** What a provider puts into a bucket, into a bucket of ours: killed half-way, and then with nothing to do. */
export async function providerDemo(directory?: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'leat-demo-'));
  const data = directory === undefined ? join(work, 'studies') : resolve(directory);
  if (directory === undefined) makeDatasetTree(data);
  const s3 = await startS3();
  try {
    for (const bucket of ['provider', 'raw']) s3.createBucket(bucket);
    const environment = {
      ...s3.env,
      STUDIES: data,
      PROVIDER,
      RAW,
      XDG_STATE_HOME: join(work, 'state'),
      XDG_CACHE_HOME: join(work, 'cache'),
      LEAT_SCAN_SETTLE: '0s',
      LEAT_SCAN_LOG_FORMAT: 'human',
      LEAT_COPY_LOG_FORMAT: 'human',
    };
    say(`\n== From a provider's bucket into ours ==\n`);
    say(`STUDIES=${data}`);
    say(`AWS_ENDPOINT_URL_S3=${s3.url}   (an S3 test server on this machine)`);
    await runAndShow(s3, environment);
  } finally {
    await s3.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

async function runAndShow(s3: StrictS3, environment: Record<string, string>): Promise<void> {
  say('\n1. The provider delivers:');
  await shell(`leat-scan "$STUDIES" --as file | leat-copy --to ${PROVIDER} >/dev/null`, environment).ended;

  const tick = 'scripts/pipelines/provider-bucket.sh >/dev/null';
  say('\n2. Into our bucket, and killed half-way with SIGKILL:');
  const half = Math.ceil(s3.objects('provider').size / 2);
  const run = shell(tick, environment);
  // A run that is killed may leave a hidden file of its own as well.
  const arrived = (): number => {
    const ours = s3.objects('raw');
    return [...s3.objects('provider').keys()].filter((key) => ours.has(key)).length;
  };
  while (arrived() < half && !run.hasEnded) await sleep(2);
  run.kill();
  await run.ended;
  say(`   killed: ${arrived()} objects have arrived`);

  say('\n3. The same command again. What is there is not copied twice:');
  await shell(tick, environment).ended;

  say('\n4. And once more, when nothing is new:');
  await shell(tick, environment).ended;

  const [theirs, ours] = [s3.objects('provider'), s3.objects('raw')];
  const missing = [...theirs].filter(([key, { etag }]) => ours.get(key)?.etag !== etag).length;
  say(`\n5. ${theirs.size} objects there, ${arrived()} here; ${missing} missing or different`);
  if (missing > 0) process.exitCode = 1;
}
