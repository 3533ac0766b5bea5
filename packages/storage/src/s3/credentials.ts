import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { Failure } from '@leat/pipe';
import { StorageError } from '../storage-error.ts';
import type { S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { badCredentials } from './errors.data.ts';
import { codeOf, onStore, until } from './from-s3.ts';

/**
 * Asks, once for each bucket, whether it is the access key that is refused and not one object: of a HEAD only the status
 * comes back, and of a name with strange characters some stores say that its signature is wrong.
 *
 * @param denied what a request about one object met
 * @throws Failure fatal `bad_credentials`
 */
export async function refuseBadCredentials(
  s3: S3,
  { bucket }: S3Address,
  denied: unknown,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!(denied instanceof StorageError) || denied.reason !== 'denied' || s3.knownBuckets.has(bucket)) return;
  const question = new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 });
  try {
    await onStore(`s3://${bucket}/`, s3.client.send(question, until(signal)), signal);
  } catch (cause) {
    if (!(cause instanceof StorageError) || cause.reason !== 'denied') throw cause;
    if (badCredentials.has(codeOf(cause) ?? '')) {
      const { message, hint } = cause;
      throw new Failure('fatal', 'bad_credentials', message, { hint, cause });
    }
    // A bucket that is not there is another matter.
    if (codeOf(cause) === 'NoSuchBucket') return;
  }
  s3.knownBuckets.add(bucket);
}
