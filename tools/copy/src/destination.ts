import { UsageFailure } from '@leat/pipe';
import { parseAddress } from '@leat/storage';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { CopySettings } from './options.ts';

/**
 * Where copies go, as an absolute address without a slash at its end: `/` and a name are put behind it. A path counts
 * from where it was written, which is the directory of its leat.yaml, or the working directory.
 *
 * @throws UsageFailure `bad_uri`
 */
export function destinationOf(settings: Pick<CopySettings, 'values' | 'origin'>): string {
  const { to } = settings.values;
  try {
    if (/^(?:s3|az):\/\//.test(to)) return objectPrefix(to);
    return filePath(to, settings.origin('copy', 'to'));
  } catch (cause) {
    throw new UsageFailure('bad_uri', `--to ${to}: ${(cause as Error).message}`, {
      hint: 'give a directory, s3://bucket/prefix/ or az://container/prefix/',
      cause,
    });
  }
}

function objectPrefix(to: string): string {
  const uri = to.endsWith('/') ? to.slice(0, -1) : to;
  parseAddress(`${uri}/`);
  return uri;
}

function filePath(to: string, origin: string): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(to)) {
    const address = parseAddress(to);
    if (address.scheme !== 'file' || address.bytes !== undefined)
      throw new Error('names are written as UTF-8 only');
    return withoutSlash(address.path);
  }
  const file = /^(?<shown>.*) line \d+(?: \(profile .*\))?$/.exec(origin)?.groups?.['shown'];
  if (file === undefined) return withoutSlash(resolve(to));
  return withoutSlash(resolve(dirname(resolve(fromHome(file))), fromHome(to)));
}

function withoutSlash(path: string): string {
  return resolve(path) === '/' ? '' : resolve(path);
}

function fromHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}
