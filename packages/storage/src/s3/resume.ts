import { ListPartsCommand, type MultipartUpload } from '@aws-sdk/client-s3';
import { isDeepStrictEqual } from 'node:util';
import { formatAddress } from '../address.ts';
import type { Part } from '../object/parts.ts';
import { StorageError } from '../storage-error.ts';
import type { ObjectInfo } from '../store.ts';
import { at, type S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { copyAgain } from './copy.ts';
import { codeOf, onStore, until } from './from-s3.ts';
import { headObject } from './head.ts';
import { sentWith } from './headers.ts';
import { withoutWriteId } from './metadata.ts';
import { inPages } from './pages.ts';
import { completedPart } from './send-part.ts';
import { uploadParts } from './upload-parts.ts';
import { beginUpload, type Sent, type Upload } from './upload.ts';
import { listUploads } from './uploads.ts';
import type { WholeOptions } from './write.ts';

/**
 * Writes an object in parts and takes up an upload that was cut off: of each part that is there with the same size and
 * MD5, nothing is sent. So whose upload it was does not matter, and a store whose ETags are no MD5s gets all again.
 */
export async function resumeParts(
  s3: S3,
  address: S3Address,
  parts: AsyncIterable<Part>,
  options: WholeOptions,
): Promise<ObjectInfo> {
  const found = await findUpload(s3, address, options.signal);
  if (found === undefined) return uploadParts(s3, await beginUpload(s3, address, options), parts, options);
  const info = await uploadParts(s3, found, parts, options);
  // Metadata are those of who began the upload, and no listing shows them before.
  const head = await headObject(s3, address, { ifMatch: info.version, signal: options.signal });
  const { Metadata: metadata, ContentType: type = head.ContentType } = sentWith(options);
  if (isDeepStrictEqual(withoutWriteId(head.Metadata), metadata) && head.ContentType === type) return info;
  return copyAgain(s3, address, head, options);
}

/** The newest unfinished upload of an object, with the parts that are there; none where they may not be listed. */
async function findUpload(
  s3: S3,
  address: S3Address,
  signal: AbortSignal | undefined,
): Promise<Upload | undefined> {
  let newest: MultipartUpload | undefined;
  try {
    for await (const upload of listUploads(s3, address, signal))
      if (
        upload.Key === address.key &&
        canTakeUp(s3, upload) &&
        Number(upload.Initiated) > Number(newest?.Initiated ?? -1)
      )
        newest = upload;
    if (newest?.UploadId === undefined) return undefined;
    const there = await partsOf(s3, address, newest.UploadId, signal);
    return { address, id: newest.UploadId, there };
  } catch (cause) {
    // Or it has been ended since it was listed.
    const isNone = cause instanceof StorageError && cause.reason === 'denied';
    if (isNone || codeOf(cause) === 'NoSuchUpload') return undefined;
    throw cause;
  }
}

/** Parts must come with the checksums that an upload was begun with, which need not be those of the SDK. */
function canTakeUp({ needsMd5 }: S3, { ChecksumAlgorithm, ChecksumType }: MultipartUpload): boolean {
  // Some stores give an empty one.
  const algorithm: string = ChecksumAlgorithm ?? '';
  return algorithm === '' || (!needsMd5 && algorithm === 'CRC32' && ChecksumType !== 'FULL_OBJECT');
}

async function partsOf(
  s3: S3,
  address: S3Address,
  uploadId: string,
  signal: AbortSignal | undefined,
): Promise<Map<number, Sent>> {
  const there = new Map<number, Sent>();
  const pages = inPages(async (marker: string | undefined) => {
    const command = new ListPartsCommand({
      ...at(address),
      UploadId: uploadId,
      ...(marker !== undefined && { PartNumberMarker: marker }),
    });
    const answer = await onStore(formatAddress(address), s3.client.send(command, until(signal)), signal);
    const next = answer.IsTruncated === true ? answer.NextPartNumberMarker : undefined;
    return { items: answer.Parts ?? [], next };
  });
  for await (const part of pages)
    there.set(part.PartNumber!, { size: part.Size ?? 0, completed: completedPart(part.PartNumber!, part) });
  return there;
}
