import * as buckets from './buckets.ts';
import type { Call, Reply } from './call.ts';
import { complete } from './complete.ts';
import { copyObject, copyPart } from './copy.ts';
import { listObjects } from './list-objects.ts';
import { listParts, listUploads } from './list-uploads.ts';
import * as objects from './objects.ts';
import type { OperationName } from './operations.data.ts';
import * as uploads from './uploads.ts';

export const handlers: Readonly<Record<OperationName, (call: Call) => Reply>> = {
  ListBuckets: buckets.listBuckets,
  CreateBucket: buckets.createBucket,
  HeadBucket: buckets.headBucket,
  DeleteBucket: buckets.deleteBucket,
  GetBucketLocation: buckets.getLocation,
  ListObjectsV2: listObjects,
  ListMultipartUploads: listUploads,
  DeleteObjects: objects.removeMany,
  PutObject: objects.put,
  CopyObject: copyObject,
  GetObject: objects.get,
  HeadObject: objects.get,
  DeleteObject: objects.remove,
  CreateMultipartUpload: uploads.create,
  UploadPart: uploads.putPart,
  UploadPartCopy: copyPart,
  ListParts: listParts,
  CompleteMultipartUpload: complete,
  AbortMultipartUpload: uploads.abort,
};
