import type { Http } from '@leat/http';
import { Failure } from '@leat/pipe';

/** Which Clowder answers at an address, in its own words. */
export interface Detected {
  readonly api: 'v1' | 'v2';
  readonly version: string;
}

/** Routes that need no key, and where their answers have the version. */
const PROBES = [
  { api: 'v2', path: '/api/v2/status', version: (it: Answer) => it.version },
  {
    api: 'v1',
    path: '/api/version',
    version: (it: Answer) => (it.version as { number?: unknown } | undefined)?.number,
  },
] as const;

interface Answer {
  readonly version?: unknown;
}

/**
 * Asks the server what it is.
 *
 * @param wanted `auto`, or the only one that will do
 * @throws Failure fatal `not_clowder`
 */
export async function detect(http: Http, url: string, wanted: 'auto' | 'v1' | 'v2'): Promise<Detected> {
  const seen: string[] = [];
  for (const { api, path, version } of PROBES) {
    if (wanted !== 'auto' && wanted !== api) continue;
    const answer = await http.send({ url: url + path });
    const found = answer.status === 200 ? version(jsonOrNothing(answer.text())) : undefined;
    if (typeof found === 'string') return { api, version: found };
    // Away for the moment is not the same as another server.
    if (answer.status >= 500)
      throw new Failure('retry', `http_${answer.status}`, `${answer.request}: ${answer.status}`);
    seen.push(`${path}: ${answer.status}`);
  }
  const name = wanted === 'auto' ? 'Clowder' : `Clowder ${wanted.slice(1)}`;
  throw new Failure('fatal', 'not_clowder', `no ${name} answers at ${url} (${seen.join(', ')})`, {
    hint: 'the address is what the browser shows on its start page, with its path',
  });
}

function jsonOrNothing(text: string): Answer {
  try {
    return (JSON.parse(text) ?? {}) as Answer;
  } catch {
    return {};
  }
}
