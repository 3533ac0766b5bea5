import { HeadBucketCommand, HeadObjectCommand, type HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { ObjectInfo } from '../store.ts';
import { at, type S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { refuseBadCredentials } from './credentials.ts';
import { NO_BUCKET_HINT } from './errors.data.ts';
import { md5Of, quoted, versionOf } from './etag.ts';
import { onStore, until } from './from-s3.ts';
import { fromHeaders } from './metadata.ts';

/** What there is to know of an object without reading it. */
export async function statObject(
  s3: S3,
  address: S3Address,
  options: { readonly signal?: AbortSignal } = {},
): Promise<ObjectInfo> {
  const head = await headObject(s3, address, options);
  return { ...infoOfHead(address, head), metadata: fromHeaders(head.Metadata) };
}

/** @param options.ifMatch `changed` when it is another version */
export async function headObject(
  s3: S3,
  address: S3Address,
  {
    ifMatch,
    signal,
  }: { readonly ifMatch?: string | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<HeadObjectCommandOutput> {
  const uri = formatAddress(address);
  const command = new HeadObjectCommand({
    ...at(address),
    ...(ifMatch !== undefined && { IfMatch: quoted(ifMatch) }),
  });
  try {
    const head = await onStore(uri, s3.client.send(command, until(signal)), signal);
    s3.knownBuckets.add(address.bucket);
    return head;
  } catch (cause) {
    if (cause instanceof StorageError && cause.reason === 'notFound')
      await requireBucket(s3, address, signal);
    await refuseBadCredentials(s3, address, cause, signal);
    throw cause;
  }
}

export function infoOfHead(address: S3Address, head: HeadObjectCommandOutput): ObjectInfo {
  const version = versionOf(head.ETag);
  const md5 = md5Of(version, head);
  return {
    uri: formatAddress(address),
    size: head.ContentLength ?? 0,
    mtime: (head.LastModified ?? new Date(0)).toISOString(),
    version,
    ...(md5 !== undefined && { md5 }),
  };
}

/** A HEAD of an object does not say whether it is the object that is not there or its bucket. */
async function requireBucket(s3: S3, { bucket }: S3Address, signal?: AbortSignal): Promise<void> {
  if (s3.knownBuckets.has(bucket)) return;
  const uri = `s3://${bucket}/`;
  try {
    await onStore(uri, s3.client.send(new HeadBucketCommand({ Bucket: bucket }), until(signal)), signal);
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause;
    if (cause.reason === 'notFound')
      throw new StorageError('denied', `${uri}: there is no bucket ${bucket}`, {
        hint: NO_BUCKET_HINT,
        cause,
      });
    // Who may not look at the bucket may still read from it; there it is.
    if (cause.reason !== 'denied') throw cause;
  }
  s3.knownBuckets.add(bucket);
}
