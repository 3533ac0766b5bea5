// Starts the strict S3 test server by hand, for people who want to try the tools without a bucket.
import { parseArgs } from 'node:util';
import { QuirkError, readQuirks } from '../test/servers/clowder/quirk-flags.ts';
import { realS3 } from '../test/servers/s3/quirks.ts';
import { startS3 } from '../test/servers/s3.ts';

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

class UsageError extends Error {}

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
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    throw new UsageError('--port must be a number up to 65535');
  return { port: Number(port), buckets: bucket, quirks: quirk };
}

async function start({ port, buckets, quirks }: Settings): Promise<void> {
  const server = await startS3({ port, quirks: readQuirks(quirks, realS3, [], {}) });
  for (const bucket of buckets) server.createBucket(bucket);
  for (const [name, value] of Object.entries(server.env)) console.log(`export ${name}='${value}'`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void server.stop();
    });
  }
}

/** What the person at the keyboard can mend. */
function usageProblem(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof UsageError || error instanceof QuirkError) return error.message;
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('ERR_PARSE_ARGS')) return error.message;
  return code === 'EADDRINUSE' || code === 'EACCES'
    ? 'the port cannot be used; choose another with --port'
    : undefined;
}

try {
  const settings = readSettings();
  if (settings) await start(settings);
  else process.stdout.write(USAGE);
} catch (error) {
  const problem = usageProblem(error);
  if (problem === undefined) throw error;
  console.error(`s3-server: ${problem}\n\n${USAGE}`);
  process.exitCode = 2;
}
