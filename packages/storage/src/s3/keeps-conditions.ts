import { StorageError } from '../storage-error.ts';
import type { S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { headObject } from './head.ts';
import { probe, type Conditionals } from './probe.ts';
import { recall, remember } from './remembered.ts';

/**
 * Whether the store refuses a write whose condition does not hold. AWS does. Another store is tried out once a day for
 * each bucket: several take the condition and write all the same.
 */
export async function keepsConditions(s3: S3, address: S3Address): Promise<boolean> {
  if (s3.trustsConditions) return true;
  if (s3.host === undefined) await firstAnswer(s3, address);
  return s3.isAws || (await conditionalsOf(s3, address)).kept;
}

/** Without an endpoint in the settings, only an answer tells whose store it is. */
async function firstAnswer(s3: S3, address: S3Address): Promise<void> {
  try {
    await headObject(s3, address);
  } catch (cause) {
    if (!(cause instanceof StorageError && cause.reason === 'notFound')) throw cause;
  }
}

function conditionalsOf(s3: S3, address: S3Address): Promise<Conditionals> {
  const { bucket } = address;
  let found = s3.conditionals.get(bucket);
  if (found === undefined) {
    found = findOut(s3, address);
    s3.conditionals.set(bucket, found);
    // What could not be tried is tried again.
    found.catch(() => s3.conditionals.delete(bucket));
  }
  return found;
}

async function findOut(s3: S3, address: S3Address): Promise<Conditionals> {
  const place = `${s3.endpoint ?? s3.host} ${address.bucket}`;
  const known = await recall(place);
  if (known !== undefined) return known;
  const found = await probe(s3, address);
  // A store that does not keep them may be mended any time.
  if (found.kept) await remember(place, found);
  return found;
}
