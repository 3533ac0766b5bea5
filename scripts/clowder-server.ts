// Starts one of the test servers by hand, for people who want to try leat-clowder-upload without a Clowder.
import { parseArgs } from 'node:util';
import { readQuirks } from '../test/servers/clowder/quirk-flags.ts';
import { realV1, v1Choices, v1Texts } from '../test/servers/clowder/v1/quirks.ts';
import { realV2 } from '../test/servers/clowder/v2/quirks.ts';
import { startClowderV1 } from '../test/servers/clowder-v1.ts';
import { startClowderV2 } from '../test/servers/clowder-v2.ts';
import { readPort, runByHand, UsageError } from './by-hand/server.ts';

const USAGE = `Usage: node scripts/clowder-server.ts --api v1|v2 [--port N] [--key KEY ...] [--quirk name=value ...]

Starts a Clowder test server on 127.0.0.1 and prints its address and its API keys.

  --api v1|v2          Clowder 1.23.0 or 2.0.0-beta.4
  --port N             default: any free port
  --key KEY            an API key; each further one belongs to a further user; default: a random one
  --quirk name=value   turns one behaviour, see test/servers/clowder/v1/quirks.ts and v2/quirks.ts
  --help

Examples:
  node scripts/clowder-server.ts --api v1
  node scripts/clowder-server.ts --api v1 --port 9000 --key test-key --quirk storeDelayMs=2000
  node scripts/clowder-server.ts --api v2 --quirk perFileDelayMs=1000 --quirk paged=false
`;

interface Settings {
  readonly api: 'v1' | 'v2';
  readonly port: number;
  readonly keys: readonly string[];
  readonly quirks: readonly string[];
}

function readSettings(): Settings | undefined {
  const { values } = parseArgs({
    options: {
      api: { type: 'string' },
      port: { type: 'string' },
      key: { type: 'string', multiple: true },
      quirk: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const { api, port = '0', key = [], quirk = [] } = values;
  if (api !== 'v1' && api !== 'v2') throw new UsageError('--api must be v1 or v2');
  return { api, port: readPort(port), keys: key, quirks: quirk };
}

async function start({ api, port, keys, quirks }: Settings): Promise<{ stop(): Promise<void> }> {
  const options = { port, spool: true, ...(keys[0] !== undefined && { key: keys[0] }) };
  const server =
    api === 'v1'
      ? await startClowderV1({ ...options, quirks: readQuirks(quirks, realV1, v1Texts, v1Choices) })
      : await startClowderV2({ ...options, quirks: readQuirks(quirks, realV2, [], {}) });
  console.log(server.url);
  console.log(server.key);
  for (const key of keys.slice(1)) console.log(server.addUser({ key }).key);
  return server;
}

await runByHand('clowder-server', USAGE, async () => {
  const settings = readSettings();
  return settings && start(settings);
});
