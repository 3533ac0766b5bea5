import { bucketOf, xmlReply, type Call, type Reply } from './call.ts';
import { refuse } from './refusal.ts';
import { newBucket } from './state.ts';
import { document, elements } from './xml.ts';

/** ListBuckets. */
export function listBuckets({ buckets }: Call): Reply {
  const Bucket = [...buckets].map(([Name, { created }]) =>
    elements({ Name, CreationDate: created.toISOString() }),
  );
  return xmlReply(document('ListAllMyBucketsResult', elements({ Buckets: elements({ Bucket }) })));
}

/** CreateBucket; in us-east-1 a bucket that one has already is no error. */
export function createBucket({ buckets, bucketName }: Call): Reply {
  if (!/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(bucketName)) {
    refuse('InvalidBucketName', undefined, { BucketName: bucketName });
  }
  if (!buckets.has(bucketName)) buckets.set(bucketName, newBucket());
  return { status: 200, headers: { location: `/${bucketName}` } };
}

export function headBucket(call: Call): Reply {
  bucketOf(call);
  return { status: 200, headers: { 'x-amz-bucket-region': call.region } };
}

export function deleteBucket(call: Call): Reply {
  if (bucketOf(call).objects.size > 0) refuse('BucketNotEmpty', undefined, { BucketName: call.bucketName });
  call.buckets.delete(call.bucketName);
  return { status: 204 };
}

/** GetBucketLocation: us-east-1 is written as nothing. */
export function getLocation(call: Call): Reply {
  bucketOf(call);
  const xml = call.region === 'us-east-1' ? '' : call.region;
  return xmlReply(document('LocationConstraint', { xml }));
}
