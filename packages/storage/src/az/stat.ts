import type { ObjectInfo, ReadOptions } from '../store.ts';
import type { Account } from './account.ts';
import { blobOf, type AzAddress } from './address.ts';
import { onAzure } from './errors.ts';
import { infoOf, matching, metadataOf } from './info.ts';

/** @param version what must be there */
export async function statBlob(
  account: Account,
  address: AzAddress,
  { version, signal }: Pick<ReadOptions, 'version' | 'signal'> = {},
): Promise<ObjectInfo> {
  const properties = await onAzure(
    address,
    blobOf(account, address).getProperties({
      conditions: matching(version),
      ...(signal !== undefined && { abortSignal: signal }),
    }),
    signal,
  );
  return {
    ...infoOf(address, properties.contentLength ?? 0, properties),
    metadata: metadataOf(properties),
  };
}
