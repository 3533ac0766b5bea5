import { UsageFailure } from '@leat/pipe';
import { formatAddress, parseAddress } from '@leat/storage';
import { resolve } from 'node:path';

/**
 * A path is of this directory; anything else is an address.
 *
 * @throws UsageFailure `bad_uri`
 */
export function absolute(uri: string): string {
  try {
    return formatAddress(parseAddress(/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri) ? uri : resolve(uri)));
  } catch (cause) {
    throw new UsageFailure('bad_uri', (cause as Error).message, { cause });
  }
}
