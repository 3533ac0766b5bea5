import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import { at, type S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { conditionsFor } from './commit.ts';
import { onStore } from './from-s3.ts';
import { headObject } from './head.ts';

/** With `ifMatch`, also where a store does not know conditional deletes: those are looked at before. */
export async function removeObject(
  s3: S3,
  address: S3Address,
  { ifMatch }: { readonly ifMatch?: string } = {},
): Promise<void> {
  try {
    if (ifMatch !== undefined && !s3.isAws) await headObject(s3, address, { ifMatch });
    const conditions = ifMatch === undefined ? {} : await conditionsFor(s3, address, { ifMatch });
    const command = new DeleteObjectCommand({ ...at(address), ...conditions });
    await onStore(formatAddress(address), s3.client.send(command));
  } catch (cause) {
    if (!(cause instanceof StorageError && cause.reason === 'notFound')) throw cause;
  }
}
