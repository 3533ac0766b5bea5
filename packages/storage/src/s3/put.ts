import { PutObjectCommand } from '@aws-sdk/client-s3';
import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatAddress } from '../address.ts';
import type { ObjectInfo } from '../store.ts';
import { at, type S3Address } from './address.ts';
import { dateOf, type S3 } from './client.ts';
import { commit, conditionsFor, isConditional, newWriteId } from './commit.ts';
import { md5Of, versionOf } from './etag.ts';
import { codeOf, onStore, until } from './from-s3.ts';
import { sentWith } from './headers.ts';
import { learnFrom } from './plain-put.ts';
import type { WholeOptions } from './write.ts';

const CONFLICTS = 5;

/** Writes an object in one request. Its `mtime` is when the store answered. */
export async function putObject(
  s3: S3,
  address: S3Address,
  bytes: Buffer,
  options: WholeOptions,
): Promise<ObjectInfo> {
  const uri = formatAddress(address);
  const writeId = isConditional(options) ? newWriteId() : undefined;
  const input = {
    ...at(address),
    ...(await conditionsFor(s3, address, options)),
    ...sentWith(options, writeId),
    ...(s3.needsMd5 && { ContentMD5: hash('md5', bytes, 'base64') }),
    Body: bytes,
    ContentLength: bytes.length,
  };
  let isRepeated = false;
  const put = async (): Promise<ObjectInfo> => {
    const plain = options.headers === undefined ? s3.plainPuts.get(address.bucket) : undefined;
    let output = await plain?.(input, options.signal);
    if (output === undefined && plain !== undefined) {
      isRepeated = true;
      // The SDK finds out anew how it is done: perhaps that is what was wrong.
      s3.plainPuts.delete(address.bucket);
    }
    if (output === undefined) {
      const command = new PutObjectCommand(input);
      learnFrom(s3, address.bucket, command);
      output = await onStore(uri, s3.client.send(command, until(options.signal)), options.signal);
    }
    const version = versionOf(output.ETag);
    const md5 = md5Of(version, output);
    return { uri, size: bytes.length, mtime: dateOf(output), version, ...(md5 !== undefined && { md5 }) };
  };
  const mark = { writeId, isRepeated: () => isRepeated };
  const info = await commit(s3, address, options, mark, () => throughConflicts(put, options.signal));
  options.moved?.(bytes.length);
  return info;
}

/** S3 API Reference, `PutObject`: 409 ConditionalRequestConflict is to be tried again. */
async function throughConflicts<T>(attempt: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt();
    } catch (cause) {
      if (codeOf(cause) !== 'ConditionalRequestConflict' || number === CONFLICTS) throw cause;
    }
    await sleep(Math.random() * 50 * 2 ** number);
    signal?.throwIfAborted();
  }
}
