import type { Address } from '../address.ts';

export type S3Address = Extract<Address, { scheme: 's3' }>;

/** What every request about an object names. */
export function at({ bucket, key }: S3Address): { Bucket: string; Key: string } {
  return { Bucket: bucket, Key: key };
}
