import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startClowderV2, type ClowderServer } from '../../test/servers/clowder-v2.ts';
import { makeDatasetTree } from './dataset-tree.ts';
import { say, shell } from './shell.ts';

/**
 * Datasets into Clowder: the pipeline is killed half-way, run again, and run once more with nothing to do.
 *
 * @param directory a tree of datasets; a small realistic one is made when none is given
 */
export async function clowderDemo(directory?: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'leat-demo-'));
  const data = directory === undefined ? join(work, 'datasets') : resolve(directory);
  if (directory === undefined) makeDatasetTree(data);
  const server = await startClowderV2({ quirks: { perFileDelayMs: 5 }, spool: true });
  const environment = {
    DATASET_DIRECTORY: data,
    CLOWDER_URL: server.url,
    CLOWDER_TOKEN: server.key,
    XDG_STATE_HOME: join(work, 'state'),
    // As a person sees it on a terminal.
    LEAT_SCAN_LOG_FORMAT: 'human',
    LEAT_CLOWDER_UPLOAD_LOG_FORMAT: 'human',
  };
  try {
    say(`== Datasets into Clowder ==\n`);
    say(`DATASET_DIRECTORY=${data}   (${filesBelow(data).length} files)`);
    say(`CLOWDER_URL=${server.url}   (a Clowder v2 test server on this machine)`);
    await runAndShow(server, data, environment);
  } finally {
    await server.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

async function runAndShow(
  server: ClowderServer,
  data: string,
  environment: Record<string, string>,
): Promise<void> {
  const upload = 'leat-scan --settle 0s | leat-clowder-upload >/dev/null';
  say('\n1. What is there? A record per dataset:');
  await shell('leat-scan --settle 0s --quiet | head -n 2 | cut -c 1-180', environment).ended;

  say('\n2. Into Clowder, and killed half-way with SIGKILL:');
  const half = Math.ceil(filesBelow(data).length / 2);
  const run = shell(upload, environment);
  while (server.count().files < half && !run.hasEnded) await sleep(5);
  run.kill();
  await run.ended;
  say(`   killed: ${server.count().files} files have arrived`);

  say('\n3. The same command again. What was done is not done twice:');
  await shell(upload, environment).ended;

  say('\n4. And as cron runs it from now on, when nothing is new:');
  await shell('scripts/pipelines/clowder.sh --settle 0s', environment).ended;

  await showWhatArrived(server, data);
  say(`
Try next:
  npm run demo -- clowder DIR              the same with a directory of yours
  node_modules/.bin/leat-scan --help       every option, with examples
  README.md and docs/                      cron, configuration, writing a tool
  node_modules/.bin/node scripts/clowder-server.ts --api v1 --port 9000
                                           a Clowder test server that stays`);
}

async function showWhatArrived(server: ClowderServer, data: string): Promise<void> {
  const arrived = [...server.state.files.values()];
  const local = await Promise.all(filesBelow(data).map((file) => sha256(file)));
  const remote = new Set(arrived.map(({ sha256 }) => sha256));
  const missing = local.filter((hash) => !remote.has(hash)).length;
  const twice = server.state.duplicates();
  say('\n5. What arrived:');
  for (const dataset of server.state.datasets.values()) {
    const files = arrived.filter(({ datasetId }) => datasetId === dataset.id);
    say(`   ${dataset.name.padEnd(28)} ${String(files.length).padStart(4)} files`);
  }
  say(
    `   ${local.length} files here, ${arrived.length} there; ${missing} missing; twice: ${JSON.stringify(twice)}`,
  );
  if (missing > 0) process.exitCode = 1;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}
