import { ListMultipartUploadsCommand, type MultipartUpload } from '@aws-sdk/client-s3';
import type { S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { onStore, until } from './from-s3.ts';
import { decodeName, inPages, type Page } from './pages.ts';

interface UploadMarker {
  readonly KeyMarker: string | undefined;
  readonly UploadIdMarker: string | undefined;
}

/** Unfinished uploads of all objects whose keys begin with a prefix. */
export function listUploads(
  s3: S3,
  { bucket, key: prefix }: S3Address,
  signal: AbortSignal | undefined,
): AsyncGenerator<MultipartUpload, void> {
  return inPages(async (marker: UploadMarker | undefined): Promise<Page<MultipartUpload, UploadMarker>> => {
    const command = new ListMultipartUploadsCommand({
      Bucket: bucket,
      Prefix: prefix,
      EncodingType: 'url',
      ...marker,
    });
    const answer = await onStore(`s3://${bucket}/${prefix}`, s3.client.send(command, until(signal)), signal);
    const items = (answer.Uploads ?? []).map((upload) => ({
      ...upload,
      Key: decodeName(upload.Key, answer.EncodingType),
    }));
    if (answer.IsTruncated !== true) return { items };
    const KeyMarker = decodeName(answer.NextKeyMarker, answer.EncodingType);
    return { items, next: { KeyMarker, UploadIdMarker: answer.NextUploadIdMarker } };
  });
}
