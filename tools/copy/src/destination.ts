import { UsageFailure } from '@leat/pipe';
import { parseAddress } from '@leat/storage';
import { resolve } from 'node:path';
import type { CopySettings } from './options.ts';

/**
 * Where copies go, as an absolute address without a slash at its end: `/` and a name are put behind it.
 *
 * @throws UsageFailure `bad_uri`
 */
export function destinationOf({ values: { to } }: Pick<CopySettings, 'values'>): string {
  try {
    if (/^(?:s3|az):\/\//.test(to)) return objectPrefix(to);
    return filePath(to);
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

function filePath(to: string): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(to)) {
    const address = parseAddress(to);
    if (address.scheme !== 'file' || address.bytes !== undefined)
      throw new Error('names are written as UTF-8 only');
    return withoutSlash(address.path);
  }
  return withoutSlash(to);
}

function withoutSlash(path: string): string {
  return resolve(path) === '/' ? '' : resolve(path);
}
