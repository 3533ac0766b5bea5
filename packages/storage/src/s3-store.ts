import type { Access } from './open-store.ts';
import type { S3Address } from './s3/address.ts';
import { openClient } from './s3/client.ts';
import { copyObject } from './s3/copy.ts';
import { statObject } from './s3/head.ts';
import { keepsConditions } from './s3/keeps-conditions.ts';
import { listObjects } from './s3/list.ts';
import { readObject } from './s3/read.ts';
import { removeObject } from './s3/remove.ts';
import { replaceTail } from './s3/replace-tail.ts';
import { connectionOf } from './s3/settings.ts';
import { sweepUploads } from './s3/sweep.ts';
import { writeObject } from './s3/write.ts';
import type { Store } from './store.ts';

/**
 * Objects of S3, and of stores that speak its API. No request is made yet.
 *
 * @param settings undefined: what the SDK finds in its own places
 * @throws Failure fatal `bad_credentials` for half an access key
 */
export async function openS3(settings: Access['aws']): Promise<Store<S3Address>> {
  const s3 = openClient(connectionOf(settings ?? {}, process.env));
  return {
    list: (prefix, options) => listObjects(s3, prefix, options),
    stat: (address, options) => statObject(s3, address, options),
    read: (address, options) => readObject(s3, address, options),
    write: (address, source, options) => writeObject(s3, address, source, options),
    copy: (from, to, options) => copyObject(s3, from, to, options),
    replaceTail: (address, keep, tail, options) => replaceTail(s3, address, keep, tail, options),
    remove: (address, options) => removeObject(s3, address, options),
    keepsConditions: (address) => keepsConditions(s3, address),
    sweep: (prefix, options) => sweepUploads(s3, prefix, options),
  };
}
