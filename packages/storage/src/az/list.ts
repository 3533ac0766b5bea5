import type { BlobItem } from '@azure/storage-blob';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { ListOptions, ObjectInfo } from '../store.ts';
import type { Account } from './account.ts';
import { containerOf, type AzAddress } from './address.ts';
import { bytewise } from './bytewise.ts';
import { asStorageError } from './errors.ts';
import { infoOf } from './info.ts';

/**
 * The blobs whose names begin with a prefix, in the bytewise order of their names. The next page is on its way while
 * one is worked on.
 */
export async function* listBlobs(
  account: Account,
  prefix: AzAddress,
  { since, signal }: ListOptions = {},
): AsyncGenerator<ObjectInfo, void> {
  // Last-Modified has whole seconds only.
  const earliest = since === undefined ? 0 : Math.floor(Date.parse(since) / 1000) * 1000;
  let last = '';
  for await (const item of bytewise(itemsBelow(account, prefix, signal), ({ name }) => name)) {
    if (Buffer.compare(Buffer.from(last), Buffer.from(item.name)) > 0)
      throw new StorageError(
        'unavailable',
        `${formatAddress(prefix)}: the store lists ${item.name} after ${last}, which is not the order of their bytes`,
      );
    last = item.name;
    const { properties } = item;
    if (properties.lastModified.getTime() >= earliest && !isDirectory(item))
      yield infoOf({ ...prefix, blob: item.name }, properties.contentLength ?? 0, properties);
  }
}

/** With a hierarchical namespace (Data Lake Storage Gen2), a directory is listed as an empty blob. */
function isDirectory({ metadata, properties }: BlobItem): boolean {
  return metadata?.['hdi_isfolder'] === 'true' && properties.contentLength === 0;
}

/** @param includeUncommitted also those that have blocks, but were never committed */
export async function* itemsBelow(
  account: Account,
  prefix: AzAddress,
  signal?: AbortSignal,
  includeUncommitted = false,
): AsyncGenerator<BlobItem, void> {
  const pages = containerOf(account, prefix)
    .listBlobsFlat({
      includeMetadata: true,
      // The SDK has it with one t.
      includeUncommitedBlobs: includeUncommitted,
      ...(prefix.blob !== '' && { prefix: prefix.blob }),
      ...(signal !== undefined && { abortSignal: signal }),
    })
    .byPage();
  try {
    let coming = ahead(pages.next());
    for (;;) {
      const page = await coming;
      if (page.done === true) return;
      coming = ahead(pages.next());
      yield* page.value.segment.blobItems;
    }
  } catch (cause) {
    throw asStorageError(prefix, cause, signal);
  }
}

/** A page that nobody waits for any more may fail without anybody being told. */
function ahead<T>(page: Promise<T>): Promise<T> {
  page.catch(() => {});
  return page;
}
