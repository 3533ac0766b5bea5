// Starts the Coinbase test server by hand, for people who want to try leat-coinbase-fetch without the network.
import { parseArgs } from 'node:util';
import { startCoinbase } from '../test/servers/coinbase.ts';
import { QuirkError, readQuirks } from '../test/servers/clowder/quirk-flags.ts';
import { realCoinbase } from '../test/servers/coinbase/quirks.ts';

const USAGE = `Usage: node scripts/coinbase-server.ts [--port N] [--now TIME] [--product NAME ...] [--quirk name=value ...]

Starts a Coinbase test server (Exchange and Advanced Trade) on 127.0.0.1 and prints how to point the tool to it.

  --port N             default: any free port
  --now TIME           the server's clock stands still here, ISO 8601; default: it goes with this machine's
  --product NAME       default: BTC-EUR, BTC-USD, ETH-EUR, ETH-USD, SOL-EUR
  --quirk name=value   turns one behaviour, see test/servers/coinbase/quirks.ts
  --help

Examples:
  node scripts/coinbase-server.ts --port 9100
  node scripts/coinbase-server.ts --now 2026-01-31T12:07:00Z --quirk noTradesEvery=0
`;

class UsageError extends Error {}

async function start(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      now: { type: 'string' },
      product: { type: 'string', multiple: true },
      quirk: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean' },
    },
  });
  const { port, now, product, quirk, help } = values;
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    throw new UsageError('--port must be a number up to 65535');
  if (now !== undefined && Number.isNaN(Date.parse(now)))
    throw new UsageError(`--now ${now}: write it as 2026-01-31T12:07:00Z`);
  const server = await startCoinbase({
    port: Number(port),
    ...(now !== undefined && { now }),
    ...(product !== undefined && { products: product }),
    quirks: readQuirks(quirk, realCoinbase, [], {}),
  });
  for (const [name, value] of Object.entries(server.env)) console.log(`export ${name}=${value}`);
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
  await start();
} catch (error) {
  const problem = usageProblem(error);
  if (problem === undefined) throw error;
  console.error(`coinbase-server: ${problem}\n\n${USAGE}`);
  process.exitCode = 2;
}
