import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { ListOptions, ObjectInfo } from '../store.ts';
import type { S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { versionOf } from './etag.ts';
import { onStore, until } from './from-s3.ts';
import { takeListed, type Listed } from './listed.ts';
import { decodeName, inPages, type Page } from './pages.ts';

/**
 * All objects whose keys begin with the prefix, in the bytewise order of their keys, which is checked: a bucket of
 * AWS has it, a directory bucket of AWS has not.
 */
export async function* listObjects(
  s3: S3,
  prefix: S3Address,
  { since, signal }: ListOptions = {},
): AsyncGenerator<ObjectInfo, void> {
  const from = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
  let last = Buffer.alloc(0);
  for await (const object of inPages((token: string | undefined) => page(s3, prefix, token, signal))) {
    const { name: key, modified } = object;
    const bytes = Buffer.from(key);
    if (Buffer.compare(bytes, last) < 0) throw unordered(prefix, key, String(last));
    last = bytes;
    if (modified < from) continue;
    yield {
      uri: formatAddress({ ...prefix, key }),
      size: object.size,
      mtime: new Date(modified).toISOString(),
      version: object.version,
    };
  }
}

async function page(
  s3: S3,
  { bucket, key: prefix }: S3Address,
  token: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Page<Listed, string>> {
  const command = new ListObjectsV2Command({
    Bucket: bucket,
    Prefix: prefix,
    // XML cannot hold every character that a key can have.
    EncodingType: 'url',
    ...(token !== undefined && { ContinuationToken: token }),
  });
  const taken = takeListed(command);
  const answer = await onStore(`s3://${bucket}/${prefix}`, s3.client.send(command, until(signal)), signal);
  const listed =
    taken() ??
    (answer.Contents ?? []).map((object) => ({
      name: object.Key ?? '',
      size: object.Size ?? 0,
      modified: object.LastModified?.getTime() ?? 0,
      version: versionOf(object.ETag),
    }));
  const items = listed.map((object) => ({ ...object, name: decodeName(object.name, answer.EncodingType) }));
  return { items, ...(answer.IsTruncated === true && { next: answer.NextContinuationToken }) };
}

function unordered(prefix: S3Address, key: string, before: string): StorageError {
  return new StorageError(
    'denied',
    `${formatAddress(prefix)}: the store lists ${JSON.stringify(key)} after ${JSON.stringify(before)}; ` +
      'only stores that list in order can be listed, directory buckets do not',
  );
}
