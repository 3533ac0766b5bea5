// Starts the Coinbase test server by hand, for people who want to try leat-coinbase-fetch without the network.
import { parseArgs } from 'node:util';
import { startCoinbase, type Coinbase } from '../test/servers/coinbase.ts';
import { readQuirks } from '../test/servers/clowder/quirk-flags.ts';
import { realCoinbase } from '../test/servers/coinbase/quirks.ts';
import { readPort, runByHand, UsageError } from './by-hand/server.ts';

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

async function start(): Promise<Coinbase | undefined> {
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
  if (help) return undefined;
  if (now !== undefined && Number.isNaN(Date.parse(now)))
    throw new UsageError(`--now ${now}: write it as 2026-01-31T12:07:00Z`);
  const server = await startCoinbase({
    port: readPort(port),
    ...(now !== undefined && { now }),
    ...(product !== undefined && { products: product }),
    quirks: readQuirks(quirk, realCoinbase, [], {}),
  });
  for (const [name, value] of Object.entries(server.env)) console.log(`export ${name}=${value}`);
  return server;
}

await runByHand('coinbase-server', USAGE, start);
