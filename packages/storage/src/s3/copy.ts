import { CopyObjectCommand, type HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { formatAddress } from '../address.ts';
import { inParallel } from '../object/in-parallel.ts';
import type { CopyOptions, ObjectInfo } from '../store.ts';
import { at, type S3Address } from './address.ts';
import { dateOf, type S3 } from './client.ts';
import { commit, conditionsFor, isConditional, newWriteId } from './commit.ts';
import { completeUpload } from './complete.ts';
import { copyRange, copySource, rangesOf } from './copy-range.ts';
import { md5Of, quoted, versionOf } from './etag.ts';
import { onStore, until } from './from-s3.ts';
import { headObject } from './head.ts';
import { headersOf, sentWith } from './headers.ts';
import { COPY_WHOLE, PARTS_IN_FLIGHT } from './limits.data.ts';
import { putObject } from './put.ts';
import { beginUpload, orAbort } from './upload.ts';
import type { WholeOptions } from './write.ts';

/** Copies inside the store: in one request, or in ranges where it is large or the store ignores conditions of a copy. */
export async function copyObject(
  s3: S3,
  from: S3Address,
  to: S3Address,
  options: CopyOptions = {},
): Promise<ObjectInfo> {
  const head = await headObject(s3, from, { ifMatch: options.version, signal: options.signal });
  const size = head.ContentLength ?? 0;
  const whole: WholeOptions = { ...options, headers: headersOf(head), size };
  const canBeOne =
    !isConditional(options) || s3.isAws || (await s3.conditionals.get(to.bucket))?.keptByCopy === true;
  if (size <= COPY_WHOLE && canBeOne) return copyWhole(s3, from, to, head, whole);
  // No range can be of nothing.
  if (size === 0) return putObject(s3, to, Buffer.alloc(0), whole);
  return copyInRanges(s3, from, to, head, whole);
}

/** Copies an object onto itself, which changes what it has besides its bytes. */
export function copyAgain(
  s3: S3,
  address: S3Address,
  head: HeadObjectCommandOutput,
  { metadata = {}, contentType, signal }: WholeOptions,
): Promise<ObjectInfo> {
  const size = head.ContentLength ?? 0;
  const headers = { ...headersOf(head), ...(contentType !== undefined && { ContentType: contentType }) };
  const options: WholeOptions = { headers, metadata, size, ...(signal !== undefined && { signal }) };
  if (size <= COPY_WHOLE) return copyWhole(s3, address, address, head, options);
  return copyInRanges(s3, address, address, head, options);
}

async function copyWhole(
  s3: S3,
  from: S3Address,
  to: S3Address,
  head: HeadObjectCommandOutput,
  options: WholeOptions,
): Promise<ObjectInfo> {
  const uri = formatAddress(to);
  const size = head.ContentLength ?? 0;
  const writeId = isConditional(options) ? newWriteId() : undefined;
  const isOtherwise = writeId !== undefined || options.metadata !== undefined;
  const command = new CopyObjectCommand({
    ...at(to),
    ...(await conditionsFor(s3, to, options)),
    CopySource: copySource(from),
    CopySourceIfMatch: quoted(versionOf(head.ETag)),
    ...(isOtherwise && { MetadataDirective: 'REPLACE', ...sentWith(options, writeId) }),
  });
  const info = await commit(s3, to, options, { writeId }, async () => {
    const output = await onStore(uri, s3.client.send(command, until(options.signal)), options.signal);
    const { ETag, LastModified } = output.CopyObjectResult ?? {};
    const version = versionOf(ETag);
    const md5 = md5Of(version, output);
    const mtime = LastModified?.toISOString() ?? dateOf(output);
    return { uri, size, mtime, version, ...(md5 !== undefined && { md5 }) };
  });
  options.moved?.(size);
  return info;
}

async function copyInRanges(
  s3: S3,
  from: S3Address,
  to: S3Address,
  head: HeadObjectCommandOutput,
  options: WholeOptions,
): Promise<ObjectInfo> {
  const original = { address: from, version: versionOf(head.ETag) };
  const upload = await beginUpload(s3, to, options);
  return orAbort(s3, upload, options, async () => {
    const copied = await inParallel(
      rangesOf(head.ContentLength ?? 0),
      PARTS_IN_FLIGHT,
      async (range, signal) => {
        const sent = await copyRange(s3, upload, original, range, signal);
        options.moved?.(sent.size);
        return sent;
      },
      options.signal,
    );
    return completeUpload(s3, upload, copied, options);
  });
}
