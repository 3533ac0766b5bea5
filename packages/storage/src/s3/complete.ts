import { CompleteMultipartUploadCommand, type CompletedPart } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { ObjectInfo } from '../store.ts';
import { at, type S3Address } from './address.ts';
import { dateOf, type S3 } from './client.ts';
import { commit, conditionsFor, type Guarded } from './commit.ts';
import { versionOf } from './etag.ts';
import { onStore, until } from './from-s3.ts';
import { headObject, infoOfHead } from './head.ts';
import type { Sent, Upload } from './upload.ts';

/** Makes the object of its parts. On AWS its `mtime` is when the store answered. */
export async function completeUpload(
  s3: S3,
  { address, id, writeId }: Upload,
  sent: readonly Sent[],
  options: Guarded,
): Promise<ObjectInfo> {
  const uri = formatAddress(address);
  const parts = sent.map(({ completed }) => completed);
  const command = new CompleteMultipartUploadCommand({
    ...at(address),
    ...(await conditionsFor(s3, address, options)),
    UploadId: id,
    MultipartUpload: { Parts: parts },
  });
  return commit(s3, address, options, { writeId, version: versionOfParts(parts) }, async () => {
    const output = await onStore(uri, s3.client.send(command, until(options.signal)), options.signal);
    const version = versionOf(output.ETag);
    if (!s3.isAws) return confirm(s3, address, version, options.signal);
    const size = sent.reduce((sum, { size }) => sum + size, 0);
    return { uri, size, mtime: dateOf(output), version };
  });
}

/**
 * Versity S3 Gateway 1.8.0 says that it has completed an upload that somebody has aborted, where an object of that name
 * is already.
 */
async function confirm(
  s3: S3,
  address: S3Address,
  version: string,
  signal: AbortSignal | undefined,
): Promise<ObjectInfo> {
  const info = infoOfHead(address, await headObject(s3, address, { signal }));
  if (info.version === version) return info;
  throw new StorageError('unavailable', `${info.uri}: what the store says it has written is not there`);
}

/** S3 User Guide, "Checking object integrity": the MD5 of the MD5s of the parts, and their number. */
function versionOfParts(parts: readonly CompletedPart[]): string | undefined {
  const versions = parts.map(({ ETag }) => versionOf(ETag));
  if (!versions.every((version) => /^[0-9a-f]{32}$/i.test(version))) return undefined;
  const all = createHash('md5').update(Buffer.from(versions.join(''), 'hex'));
  return `${all.digest('hex')}-${parts.length}`;
}
