import { execa } from 'execa';
import { once } from 'node:events';
import { join } from 'node:path';

export interface BenchServer {
  readonly url: string;
  readonly key: string;
  stop(): Promise<void>;
}

/** A Clowder test server in a process of its own, so that it does not share a thread with what is measured. */
export async function startServer(...flags: '--store'[]): Promise<BenchServer> {
  const child = execa('node', [join(import.meta.dirname, 'clowder-server.ts'), ...flags], {
    reject: false,
    buffer: false,
  });
  let said = '';
  while (said.split('\n').length < 3) said += String((await once(child.stdout, 'data'))[0]);
  const [url, key] = said.split('\n') as [string, string];
  return {
    url,
    key,
    async stop() {
      child.kill('SIGTERM');
      await child;
    },
  };
}

/** Makes a dataset by hand, for a peer that only knows how to send files. */
export async function makeDataset({ url, key }: BenchServer, name: string): Promise<string> {
  const answer = await fetch(`${url}/api/datasets/createempty`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ name }),
  });
  const { id } = (await answer.json()) as { id: string };
  return id;
}

/** Settings of a leat pipeline against this server, with state of its own. */
export function environment(server: BenchServer, state: string): Record<string, string> {
  return {
    CLOWDER_URL: server.url,
    CLOWDER_TOKEN: server.key,
    LEAT_SCAN_SETTLE: '0s',
    XDG_STATE_HOME: state,
  };
}
