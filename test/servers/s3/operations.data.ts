/** Parameters that change nothing here: the name of the operation (SDK) and the signature. */
const ALWAYS = [
  'x-id',
  'X-Amz-Algorithm',
  'X-Amz-Content-Sha256',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
];

/** One operation: method, what it is about, parameters that mark it, a header that marks it, further parameters. */
export interface Operation {
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'object';
  readonly marks?: readonly string[];
  readonly header?: string;
  readonly may?: readonly string[];
}

const COPY = 'x-amz-copy-source';
const UPLOADS = ['prefix', 'key-marker', 'upload-id-marker', 'max-uploads', 'encoding-type'];
const LIST = ['prefix', 'delimiter', 'start-after', 'continuation-token', 'max-keys', 'encoding-type'];

/** What the server can do. Everything else is 501, and tests see it as `Unknown`. */
export const operations = {
  ListBuckets: { method: 'GET', on: 'service' },
  CreateBucket: { method: 'PUT', on: 'bucket' },
  HeadBucket: { method: 'HEAD', on: 'bucket' },
  DeleteBucket: { method: 'DELETE', on: 'bucket' },
  GetBucketLocation: { method: 'GET', on: 'bucket', marks: ['location'] },
  ListObjectsV2: { method: 'GET', on: 'bucket', marks: ['list-type'], may: LIST },
  ListMultipartUploads: { method: 'GET', on: 'bucket', marks: ['uploads'], may: UPLOADS },
  DeleteObjects: { method: 'POST', on: 'bucket', marks: ['delete'] },
  PutObject: { method: 'PUT', on: 'object' },
  CopyObject: { method: 'PUT', on: 'object', header: COPY },
  GetObject: { method: 'GET', on: 'object' },
  HeadObject: { method: 'HEAD', on: 'object' },
  DeleteObject: { method: 'DELETE', on: 'object' },
  CreateMultipartUpload: { method: 'POST', on: 'object', marks: ['uploads'] },
  UploadPart: { method: 'PUT', on: 'object', marks: ['partNumber', 'uploadId'] },
  UploadPartCopy: { method: 'PUT', on: 'object', marks: ['partNumber', 'uploadId'], header: COPY },
  ListParts: {
    method: 'GET',
    on: 'object',
    marks: ['uploadId'],
    may: ['part-number-marker', 'max-parts', 'encoding-type'],
  },
  CompleteMultipartUpload: { method: 'POST', on: 'object', marks: ['uploadId'] },
  AbortMultipartUpload: { method: 'DELETE', on: 'object', marks: ['uploadId'] },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

export const alwaysAllowed: ReadonlySet<string> = new Set(ALWAYS);

/** Headers of S3 that are understood or make no difference; any other asks for what is not here. */
export const knownHeaders: ReadonlySet<string> = new Set([
  'x-amz-checksum-algorithm',
  'x-amz-checksum-mode',
  'x-amz-checksum-type',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-copy-source-if-match',
  'x-amz-copy-source-if-modified-since',
  'x-amz-copy-source-if-none-match',
  'x-amz-copy-source-if-unmodified-since',
  'x-amz-copy-source-range',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-metadata-directive',
  'x-amz-mp-object-size',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-te',
  'x-amz-trailer',
  'x-amz-user-agent',
]);
