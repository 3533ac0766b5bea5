import { UploadPartCommand, type CompletedPart } from '@aws-sdk/client-s3';
import { hash } from 'node:crypto';
import { formatAddress } from '../address.ts';
import type { Part } from '../object/parts.ts';
import { at } from './address.ts';
import type { S3 } from './client.ts';
import { quoted, versionOf } from './etag.ts';
import { codeOf, onStore, until } from './from-s3.ts';
import type { Sent, Upload } from './upload.ts';
import type { WholeOptions } from './write.ts';

/** Sends a part, unless the same bytes are there already. */
export async function sendPart(
  s3: S3,
  { address, id, there }: Upload,
  { index, bytes }: Part,
  { resumable, moved, signal }: Pick<WholeOptions, 'resumable' | 'moved' | 'signal'>,
): Promise<Sent> {
  const number = index + 1;
  const md5 = s3.needsMd5 || resumable !== undefined ? hash('md5', bytes, 'buffer') : undefined;
  const earlier = there.get(number);
  const isThere =
    earlier?.size === bytes.length &&
    versionOf(earlier.completed.ETag).toLowerCase() === md5?.toString('hex');
  if (isThere) return earlier;
  const command = new UploadPartCommand({
    ...at(address),
    UploadId: id,
    PartNumber: number,
    Body: bytes,
    ContentLength: bytes.length,
    ...(md5 !== undefined && s3.needsMd5 && { ContentMD5: md5.toString('base64') }),
  });
  const request = onStore(formatAddress(address), s3.client.send(command, until(signal)), signal);
  const output = await request.catch((cause: unknown) => {
    if (resumable === undefined || codeOf(cause) !== 'NoSuchUpload') throw cause;
    // Who took it up as well may have completed it: when all is read it shows whether what is there is this.
    return { ETag: quoted(md5!.toString('hex')) };
  });
  moved?.(bytes.length);
  return { size: bytes.length, completed: completedPart(number, output) };
}

/** What Complete must name of a part: also its checksums, of an upload that was begun with some. */
export function completedPart(number: number, part: Omit<CompletedPart, 'PartNumber'>): CompletedPart {
  const { ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA1, ChecksumSHA256 } = part;
  return {
    PartNumber: number,
    ETag,
    ...(ChecksumCRC32 !== undefined && { ChecksumCRC32 }),
    ...(ChecksumCRC32C !== undefined && { ChecksumCRC32C }),
    ...(ChecksumCRC64NVME !== undefined && { ChecksumCRC64NVME }),
    ...(ChecksumSHA1 !== undefined && { ChecksumSHA1 }),
    ...(ChecksumSHA256 !== undefined && { ChecksumSHA256 }),
  };
}
