import { UploadPartCopyCommand } from '@aws-sdk/client-s3';
import { formatAddress } from '../address.ts';
import { at, type S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { quoted } from './etag.ts';
import { onStore, statusOf, until } from './from-s3.ts';
import { headObject } from './head.ts';
import { COPY_RANGE, MOST_PARTS } from './limits.data.ts';
import { completedPart } from './send-part.ts';
import type { Sent, Upload } from './upload.ts';

/** A part that the store makes of bytes that it has: `start` up to `end`. */
export interface Range {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** The version of an object that is copied from. */
export interface Original {
  readonly address: S3Address;
  readonly version: string;
}

/** The first `size` bytes in ranges of about the same length, which leave numbers of parts for as many more bytes. */
export function rangesOf(size: number): Range[] {
  const count = Math.ceil(size / Math.max(COPY_RANGE, Math.ceil(size / (MOST_PARTS / 2))));
  const step = Math.ceil(size / count);
  return Array.from({ length: count }, (_, index) => ({
    index,
    start: index * step,
    end: Math.min(size, (index + 1) * step),
  }));
}

/** @throws StorageError `changed` when the original is another version by now */
export async function copyRange(
  s3: S3,
  { address, id }: Upload,
  original: Original,
  { index, start, end }: Range,
  signal: AbortSignal,
): Promise<Sent> {
  const command = new UploadPartCopyCommand({
    ...at(address),
    UploadId: id,
    PartNumber: index + 1,
    CopySource: copySource(original.address),
    CopySourceIfMatch: quoted(original.version),
    CopySourceRange: `bytes=${start}-${end - 1}`,
  });
  const request = onStore(formatAddress(original.address), s3.client.send(command, until(signal)), signal);
  const { CopyPartResult: part } = await request.catch(async (cause: unknown) => {
    const status = statusOf(cause);
    // versitygw looks at the version and then at the range, which what has come in between may not have.
    if (status === 400 || status === 416)
      await headObject(s3, original.address, { ifMatch: original.version, signal });
    throw cause;
  });
  return { size: end - start, completed: completedPart(index + 1, part ?? {}) };
}

/** S3 API Reference, `x-amz-copy-source`: must be URL-encoded, which the SDK leaves to us. */
export function copySource({ bucket, key }: S3Address): string {
  return `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
}
