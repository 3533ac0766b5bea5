import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { Conditions, ObjectInfo } from '../store.ts';
import type { S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { quoted, versionOf } from './etag.ts';
import { codeOf, mayBeDone } from './from-s3.ts';
import { headObject, infoOfHead } from './head.ts';
import { writeIdOf } from './metadata.ts';

export type Guarded = Conditions & { readonly signal?: AbortSignal };

/** How a write is known again when its answer got lost. */
export interface Mark {
  /** Where it matters whose write it was: that of a conditional one. */
  readonly writeId?: string | undefined;
  /** Otherwise what must be there, where that is known. */
  readonly version?: string | undefined;
  /** Whether it was sent before: then a refusal may be because of what the first one has done. */
  isRepeated?(): boolean;
}

export function isConditional({ ifMatch, ifNoneMatch }: Conditions): boolean {
  return ifMatch !== undefined || ifNoneMatch !== undefined;
}

export function newWriteId(): string {
  return randomUUID();
}

/** Conditions as a request takes them: some stores compare an ETag only when it has no quotes (Ceph 16). */
export async function conditionsFor(
  s3: S3,
  { bucket }: S3Address,
  { ifMatch, ifNoneMatch }: Conditions,
): Promise<{ IfMatch?: string; IfNoneMatch?: string }> {
  const found = await s3.conditionals.get(bucket);
  return {
    ...(ifMatch !== undefined && { IfMatch: found?.unquoted === true ? ifMatch : quoted(ifMatch) }),
    ...(ifNoneMatch !== undefined && { IfNoneMatch: ifNoneMatch }),
  };
}

/**
 * Makes the request that ends a write. The SDK repeats a request whose answer got lost, and the second one is refused
 * because of what the first has done; so what is there is looked at before a refusal is believed.
 *
 * @throws StorageError `changed` or `exists` when the condition does not hold
 */
export async function commit(
  s3: S3,
  address: S3Address,
  options: Guarded,
  mark: Mark,
  request: () => Promise<ObjectInfo>,
): Promise<ObjectInfo> {
  try {
    return await request();
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause;
    const isRefused = cause.reason === 'changed' || cause.reason === 'notFound';
    const isAmbiguous = mayBeDone(cause) || codeOf(cause) === 'NoSuchUpload' || mark.isRepeated?.() === true;
    const isConflict = codeOf(cause) === 'ConditionalRequestConflict';
    if (isAmbiguous || isConflict) {
      const there = await lookAt(s3, address, cause, options.signal);
      if (there !== undefined && isMarked(there, mark)) return infoOfHead(address, there);
      if (isConflict) throw refusalOf(address, options, there, cause);
    }
    if (isRefused && isConditional(options)) throw refused(address, options, cause);
    throw cause;
  }
}

/**
 * Refuses what the last request would refuse, before all the others are made.
 *
 * @throws StorageError `changed` or `exists` when the condition does not hold
 */
export async function checkBefore(s3: S3, address: S3Address, options: Guarded): Promise<void> {
  if (!isConditional(options)) return;
  try {
    const there = await headObject(s3, address, { signal: options.signal });
    if (versionOf(there.ETag) !== options.ifMatch) throw refused(address, options);
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause;
    if (cause.reason === 'notFound' && options.ifMatch !== undefined) throw refused(address, options, cause);
    // Who may not look may still write.
    if (cause.reason !== 'notFound' && cause.reason !== 'denied') throw cause;
  }
}

/** What is there now; when that cannot be told, the first error counts. */
async function lookAt(
  s3: S3,
  address: S3Address,
  first: StorageError,
  signal: AbortSignal | undefined,
): Promise<HeadObjectCommandOutput | undefined> {
  try {
    return await headObject(s3, address, { signal });
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause;
    if (cause.reason === 'notFound') return undefined;
    throw first;
  }
}

function isMarked(there: HeadObjectCommandOutput, { writeId, version }: Mark): boolean {
  if (writeId !== undefined) return writeIdOf(there.Metadata) === writeId;
  return version !== undefined && versionOf(there.ETag) === version;
}

/** Somebody else was at it at the same time: has that made the condition untrue? */
function refusalOf(
  address: S3Address,
  conditions: Conditions,
  there: HeadObjectCommandOutput | undefined,
  cause: StorageError,
): StorageError {
  const version = there && versionOf(there.ETag);
  const holds = conditions.ifNoneMatch === undefined ? version === conditions.ifMatch : version === undefined;
  return holds ? cause : refused(address, conditions, cause);
}

function refused(
  address: S3Address,
  { ifNoneMatch }: Conditions,
  { cause }: Error = new Error(),
): StorageError {
  const uri = formatAddress(address);
  return ifNoneMatch === undefined
    ? new StorageError('changed', `${uri}: it is not what it was`, { cause })
    : new StorageError('exists', `${uri}: it exists already`, { cause });
}
