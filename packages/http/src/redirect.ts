import { Failure } from '@leat/pipe';
import type { IncomingMessage } from 'node:http';
import { showUrl } from './show-url.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Where an answer sends us. Only reading is repeated there, and only at the same server: a key must not go to
 * another host, and a body cannot be sent twice.
 *
 * @param mayFollow false: it has gone on for too long
 * @returns undefined when it is no redirect
 * @throws Failure fatal `redirected`, with the address that should be configured
 */
export function redirectTarget(
  { name, method, url }: { readonly name: string; readonly method: string; readonly url: URL },
  response: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  mayFollow: boolean,
): URL | undefined {
  if (!REDIRECTS.has(response.statusCode!)) return undefined;
  const target = URL.parse(response.headers.location ?? '', url.href);
  if (target === null || response.headers.location === undefined) {
    throw new Failure('fatal', 'redirected', `${name}: a redirect that says no address`);
  }
  const isSame = target.origin === url.origin;
  if (isSame && mayFollow && (method === 'GET' || method === 'HEAD')) return target;
  const message = `${name}: redirected to ${showUrl(target)}`;
  const hint = isSame
    ? 'the server expects this request at another path: check the address'
    : `when that is the same service, configure ${configured(url, target)} as its address`;
  throw new Failure('fatal', 'redirected', message, { hint });
}

/** Mostly only the origin differs, as from http to https; then a path below it stays out of the advice. */
function configured(from: URL, to: URL): string {
  return from.pathname === to.pathname ? to.origin : showUrl(to);
}
