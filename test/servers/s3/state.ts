import type { Content } from './content.ts';
import type { UploadChecksum } from './part-checksums.ts';

export interface StoredObject {
  readonly content: Content;
  /** Without quotes. */
  readonly etag: string;
  /** Names without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly contentType: string;
  /** Whole seconds, as S3 keeps it. */
  readonly modified: Date;
  /** As given with the bytes: `x-amz-checksum-crc32` and its like. */
  readonly checksums: Readonly<Record<string, string>>;
}

export interface Part {
  readonly content: Content;
  /** Without quotes. */
  readonly etag: string;
  /** In base64, where the upload wants one. */
  readonly checksum: string | undefined;
  readonly modified: Date;
}

export interface Upload {
  readonly uploadId: string;
  readonly key: string;
  readonly begun: Date;
  readonly metadata: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly checksum: UploadChecksum | undefined;
  readonly parts: Map<number, Part>;
}

export interface Bucket {
  readonly created: Date;
  readonly objects: Map<string, StoredObject>;
  readonly uploads: Map<string, Upload>;
  /** How often each key was removed: a conditional write that meets a removal is in conflict. */
  readonly removals: Map<string, number>;
  /** Keys in bytewise order of their UTF-8; undefined when a key has come or gone since. */
  order: readonly string[] | undefined;
}

export type Buckets = Map<string, Bucket>;

export function newBucket(): Bucket {
  return {
    created: now(),
    objects: new Map(),
    uploads: new Map(),
    removals: new Map(),
    order: undefined,
  };
}

/** Whole seconds. */
export function now(): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000);
}

export function putObject(bucket: Bucket, key: string, object: StoredObject): void {
  if (!bucket.objects.has(key)) bucket.order = undefined;
  bucket.objects.set(key, object);
}

export function removeObject(bucket: Bucket, key: string): void {
  if (!bucket.objects.delete(key)) return;
  bucket.order = undefined;
  bucket.removals.set(key, (bucket.removals.get(key) ?? 0) + 1);
}

export function sortedKeys(bucket: Bucket): readonly string[] {
  bucket.order ??= sortByBytes([...bucket.objects.keys()]);
  return bucket.order;
}

/** By the bytes of UTF-8, which differs from the order of JavaScript strings beyond U+D800. */
export function sortByBytes(texts: readonly string[]): string[] {
  return texts
    .map((text) => ({ text, bytes: Buffer.from(text) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ text }) => text);
}
