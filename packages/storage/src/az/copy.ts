import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { CopyOptions, ObjectInfo } from '../store.ts';
import type { Account } from './account.ts';
import { blobOf, type AzAddress } from './address.ts';
import { sendConditionally, type Written } from './conditional.ts';
import { asStorageError } from './errors.ts';
import { etagOf, infoOf, WRITE } from './info.ts';
import { statBlob } from './stat.ts';

/** Within one account a copy is there at once, nearly always. */
const LOOK_EVERY_MS = 250;

/**
 * Copies within the account (Copy Blob), blocks and all. The service itself may read what is in the same account, with
 * the authorization of the request.
 *
 * @throws StorageError `changed` also when the original is or becomes another version
 */
export async function copyBlob(
  account: Account,
  from: AzAddress,
  to: AzAddress,
  options: CopyOptions = {},
): Promise<ObjectInfo> {
  const { version, moved, signal } = options;
  const [source, target] = [blobOf(account, from), blobOf(account, to)];
  const original = await statBlob(account, from, { version, ...(signal !== undefined && { signal }) });
  const abort = signal === undefined ? {} : { abortSignal: signal };
  const copy = async (own: object, conditions: object): Promise<Written> => {
    const poller = await target.beginCopyFromURL(source.url, {
      // Without any, the copy would have the original's.
      metadata: { [WRITE]: randomUUID(), ...(options.metadata ?? original.metadata), ...own },
      conditions,
      sourceConditions: { ifMatch: etagOf(original.version) },
      ...abort,
    });
    const begun = poller.getResult();
    if (begun !== undefined) return begun;
    for (;;) {
      await sleep(LOOK_EVERY_MS, undefined, { ...(signal !== undefined && { signal }) });
      const there = await target.getProperties(abort);
      if (there.copyStatus === 'success') return there;
      if (there.copyStatus !== 'pending')
        throw new StorageError('unavailable', `${formatAddress(to)}: the copy ended as ${there.copyStatus}`);
    }
  };
  try {
    const written = await sendConditionally(target, to, options, copy);
    moved?.(original.size);
    const { md5 } = original;
    return { ...infoOf(to, original.size, written), ...(md5 !== undefined && { md5 }) };
  } catch (cause) {
    throw asStorageError(to, cause, signal);
  }
}
