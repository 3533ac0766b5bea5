import * as api from '@aws-sdk/client-s3';
import { outcome } from './client.ts';

type More<Input> = Partial<Omit<Input, 'Bucket' | 'Key'>>;

/** Short words for requests on one bucket; what fails gives its status and code, as `404 NoSuchKey`. */
export interface Session {
  put(key: string, body?: string | Buffer, more?: More<api.PutObjectCommandInput>): Promise<string>;
  /** The text of the body. */
  get(key: string, more?: More<api.GetObjectCommandInput>): Promise<string>;
  /** `bytes 0-1/5`, or the size of the whole. */
  range(key: string, range: string): Promise<string>;
  head(key: string, more?: More<api.HeadObjectCommandInput>): Promise<string>;
  etag(key: string): Promise<string>;
  /** `source` is percent-encoded already. */
  copy(source: string, key: string, more?: More<api.CopyObjectCommandInput>): Promise<string>;
  remove(key: string, more?: More<api.DeleteObjectCommandInput>): Promise<string>;
  /** Begins a multipart upload; its id. */
  begin(key: string): Promise<string>;
  part(key: string, uploadId: string, number: number, body: string | Buffer): Promise<string>;
  copyPart(
    source: string,
    key: string,
    uploadId: string,
    more?: More<api.UploadPartCopyCommandInput>,
  ): Promise<string>;
  /** Parts by number and MD5. */
  complete(
    key: string,
    uploadId: string,
    parts: readonly (readonly [number, string])[],
    more?: More<api.CompleteMultipartUploadCommandInput>,
  ): Promise<string>;
  abort(key: string, uploadId: string): Promise<string>;
  /** Keys and common prefixes of one page. */
  list(more?: More<api.ListObjectsV2CommandInput>): Promise<string[]>;
}

export function openSession(s3: api.S3Client, Bucket: string): Session {
  return {
    put: (Key, Body = 'x', more = {}) =>
      outcome(s3.send(new api.PutObjectCommand({ Bucket, Key, Body, ...more }))),
    async get(Key, more = {}) {
      const sent = s3.send(new api.GetObjectCommand({ Bucket, Key, ...more }));
      const ended = await outcome(sent);
      return ended.startsWith('20') ? ((await (await sent).Body?.transformToString()) ?? '') : ended;
    },
    async range(Key, Range) {
      const sent = s3.send(new api.GetObjectCommand({ Bucket, Key, Range }));
      const ended = await outcome(sent);
      if (!ended.startsWith('20')) return ended;
      const { Body, ContentRange, ContentLength } = await sent;
      await Body?.transformToByteArray();
      return ContentRange ?? String(ContentLength);
    },
    head: (Key, more = {}) => outcome(s3.send(new api.HeadObjectCommand({ Bucket, Key, ...more }))),
    etag: async (Key) => (await s3.send(new api.HeadObjectCommand({ Bucket, Key }))).ETag ?? '',
    copy: (source, Key, more = {}) =>
      outcome(
        s3.send(new api.CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${source}`, ...more })),
      ),
    remove: (Key, more = {}) => outcome(s3.send(new api.DeleteObjectCommand({ Bucket, Key, ...more }))),
    begin: async (Key) =>
      (await s3.send(new api.CreateMultipartUploadCommand({ Bucket, Key }))).UploadId ?? '',
    part: (Key, UploadId, PartNumber, Body) =>
      outcome(s3.send(new api.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))),
    copyPart: (source, Key, UploadId, more = {}) =>
      outcome(
        s3.send(
          new api.UploadPartCopyCommand({
            Bucket,
            Key,
            UploadId,
            PartNumber: 1,
            CopySource: `${Bucket}/${source}`,
            ...more,
          }),
        ),
      ),
    complete: (Key, UploadId, parts, more = {}) =>
      outcome(
        s3.send(
          new api.CompleteMultipartUploadCommand({
            Bucket,
            Key,
            UploadId,
            MultipartUpload: { Parts: parts.map(([PartNumber, ETag]) => ({ PartNumber, ETag })) },
            ...more,
          }),
        ),
      ),
    abort: (Key, UploadId) =>
      outcome(s3.send(new api.AbortMultipartUploadCommand({ Bucket, Key, UploadId }))),
    async list(more = {}) {
      const page = await s3.send(new api.ListObjectsV2Command({ Bucket, ...more }));
      return [
        ...(page.Contents ?? []).map(({ Key = '' }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix),
      ];
    },
  };
}
