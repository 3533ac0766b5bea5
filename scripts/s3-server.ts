// Starts the strict S3 test server by hand, for people who want to try the tools without a bucket.
import { parseArgs } from 'node:util';
import { readQuirks } from '../test/servers/clowder/quirk-flags.ts';
import { realS3 } from '../test/servers/s3/quirks.ts';
import { startS3 } from '../test/servers/s3.ts';
import { readPort, runByHand } from './by-hand/server.ts';

const USAGE = `Usage: node scripts/s3-server.ts [--port N] [--bucket NAME ...] [--quirk name=value ...]

Starts an S3 test server on 127.0.0.1 and prints how to reach it, as lines for a shell.
It keeps everything in memory.

  --port N             default: any free port
  --bucket NAME        a bucket that is there from the start; may be given several times
  --quirk name=value   turns one behaviour, see test/servers/s3/quirks.ts
  --help

Examples:
  node scripts/s3-server.ts --bucket data
  node scripts/s3-server.ts --port 9000 --bucket data --quirk ignoresConditions=true
`;

interface Settings {
  readonly port: number;
  readonly buckets: readonly string[];
  readonly quirks: readonly string[];
}

function readSettings(): Settings | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      bucket: { type: 'string', multiple: true },
      quirk: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const { port = '0', bucket = [], quirk = [] } = values;
  return { port: readPort(port), buckets: bucket, quirks: quirk };
}

async function start({ port, buckets, quirks }: Settings): Promise<{ stop(): Promise<void> }> {
  const server = await startS3({ port, quirks: readQuirks(quirks, realS3, [], {}) });
  for (const bucket of buckets) server.createBucket(bucket);
  for (const [name, value] of Object.entries(server.env)) console.log(`export ${name}='${value}'`);
  return server;
}

await runByHand('s3-server', USAGE, async () => {
  const settings = readSettings();
  return settings && start(settings);
});
