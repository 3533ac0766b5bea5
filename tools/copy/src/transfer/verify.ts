import { Failure } from '@leat/pipe';
import type { Run } from '../run.ts';
import { hasSameBytes } from './compare.ts';
import type { Found } from './read-found.ts';

/**
 * Makes sure of a copy that was just written; one that is not what it should be is removed again.
 *
 * @throws Failure retry `damaged`
 */
export async function verify({ values, signal }: Run, original: Found, copy: Found): Promise<void> {
  const why = whyDamaged(original, copy);
  const isDamaged =
    why !== undefined || (values.verify === 'download' && !(await hasSameBytes(original, copy, signal)));
  if (!isDamaged) return;
  await copy.store.remove(copy.address, { ifMatch: copy.info.version });
  throw new Failure(
    'retry',
    'damaged',
    `${copy.info.uri}: ${why ?? 'its bytes are not those of the original'}`,
    {
      hint: 'the copy was removed again',
    },
  );
}

function whyDamaged({ info: from }: Found, { info: to }: Found): string | undefined {
  if (from.size !== to.size) return `it has ${to.size} bytes instead of ${from.size}`;
  if (from.md5 !== undefined && to.md5 !== undefined && from.md5 !== to.md5)
    return 'it has another MD5 than the original';
  return undefined;
}
