import type { IncomingHttpHeaders } from 'node:http';
import type { Content } from './content.ts';
import type { Payload } from './payload.ts';
import type { S3Quirks } from './quirks.ts';
import { refuse } from './refusal.ts';
import type { Bucket, Buckets } from './state.ts';

/** One request that is who it says it is and whose body arrived whole. Handlers run at once, so they cannot overlap. */
export interface Call {
  readonly bucketName: string;
  /** Empty for operations on a bucket. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  readonly payload: Payload;
  readonly buckets: Buckets;
  readonly quirks: S3Quirks;
  /** How often the key had been removed when the request began. */
  readonly removalsBefore: number;
  readonly region: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Content;
}

export function bucketOf({ buckets, bucketName }: Call): Bucket {
  return buckets.get(bucketName) ?? refuse('NoSuchBucket', undefined, { BucketName: bucketName });
}

export function header({ headers }: Call, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** A reply in XML, already written. */
export function xmlReply(body: string): Reply {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

/** A whole number of the query between bounds. */
export function countOf({ query }: Call, name: string, standard: number, max: number): number {
  const text = query.get(name);
  if (text === undefined) return standard;
  if (!/^\d+$/.test(text)) {
    refuse('InvalidArgument', `Provided ${name} not an integer or within integer range`, {
      ArgumentName: name,
      ArgumentValue: text,
    });
  }
  return Math.min(Number(text), max);
}
