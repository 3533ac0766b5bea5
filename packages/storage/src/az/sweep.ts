import { formatAddress } from '../address.ts';
import type { Leftover, Store } from '../store.ts';
import type { Account } from './account.ts';
import { blobOf, type AzAddress } from './address.ts';
import { asStorageError, codeOf } from './errors.ts';
import { itemsBelow } from './list.ts';

/**
 * Blobs that were never committed, but have blocks. Blocks cannot be removed as such, so an empty blob is put in their
 * place, if there is still none, and that one is removed, if it is still the same: a reader may see it for a moment.
 * Without this, Azure removes them a week after the last block; blocks beside a blob that is there are left to that.
 */
export async function* sweepBlobs(
  account: Account,
  prefix: AzAddress,
  { olderThanSeconds, isDryRun = false, signal }: Parameters<Store['sweep']>[1],
): AsyncGenerator<Leftover, void> {
  const before = Date.now() - olderThanSeconds * 1000;
  for await (const { name, properties } of itemsBelow(account, prefix, signal, true)) {
    const begun = properties.createdOn ?? properties.lastModified;
    if ((properties.contentLength ?? 0) > 0 || begun.getTime() > before) continue;
    const address = { ...prefix, blob: name };
    try {
      if (await isCommitted(account, address, signal)) continue;
      if (!isDryRun && !(await discard(account, address, signal))) continue;
    } catch (cause) {
      throw asStorageError(address, cause, signal);
    }
    yield { uri: formatAddress(address), what: 'uncommitted blocks', begun: begun.toISOString() };
  }
}

/** The listing does not tell an empty blob from one that has no content yet. */
async function isCommitted(account: Account, address: AzAddress, signal?: AbortSignal): Promise<boolean> {
  try {
    await blobOf(account, address).getProperties({ ...(signal !== undefined && { abortSignal: signal }) });
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'BlobNotFound') return false;
    throw cause;
  }
}

/** @returns false when somebody has just committed it */
async function discard(account: Account, address: AzAddress, signal?: AbortSignal): Promise<boolean> {
  const blob = blobOf(account, address);
  const abort = signal === undefined ? {} : { abortSignal: signal };
  try {
    // Put Blob would do as well, but Azurite does not let it.
    const { etag } = await blob.commitBlockList([], { conditions: { ifNoneMatch: '*' }, ...abort });
    await blob.delete({ conditions: etag === undefined ? {} : { ifMatch: etag } });
    return true;
  } catch (cause) {
    if (['BlobAlreadyExists', 'ConditionNotMet', 'BlobNotFound'].includes(codeOf(cause) ?? '')) return false;
    throw cause;
  }
}
