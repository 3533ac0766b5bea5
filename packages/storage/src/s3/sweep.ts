import { AbortMultipartUploadCommand } from '@aws-sdk/client-s3';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { Leftover, Store } from '../store.ts';
import { at, type S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { codeOf, onStore, until } from './from-s3.ts';
import { listUploads } from './uploads.ts';

/** Unfinished uploads below a prefix that were begun more than so many seconds ago; each is ended before it is told. */
export async function* sweepUploads(
  s3: S3,
  prefix: S3Address,
  { olderThanSeconds, isDryRun = false, signal }: Parameters<Store['sweep']>[1],
): AsyncGenerator<Leftover, void> {
  const before = Date.now() - olderThanSeconds * 1000;
  for await (const { Key: key = '', UploadId: id, Initiated: begun = new Date() } of listUploads(
    s3,
    prefix,
    signal,
  )) {
    if (begun.getTime() > before) continue;
    const address = { ...prefix, key };
    const uri = formatAddress(address);
    if (!isDryRun) {
      const command = new AbortMultipartUploadCommand({ ...at(address), UploadId: id });
      await onStore(uri, s3.client.send(command, until(signal)), signal).catch((cause: unknown) => {
        // Somebody else has ended it in between.
        if (!(cause instanceof StorageError) || codeOf(cause) !== 'NoSuchUpload') throw cause;
      });
    }
    yield { uri, what: 'multipart upload', begun: begun.toISOString() };
  }
}
