import { isRestError, type BlockBlobClient, type RestError } from '@azure/storage-blob';
import { randomUUID } from 'node:crypto';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { Conditions, Metadata } from '../store.ts';
import type { AzAddress } from './address.ts';
import { codeOf, withoutRequest } from './errors.ts';
import { etagOf, WRITE } from './info.ts';

/** What the service says of a blob that it has taken. */
export interface Written {
  readonly etag?: string | undefined;
  readonly lastModified?: Date | undefined;
}

/** A condition that does not hold; with `InvalidBlockList`, another write has discarded the blocks of this one. */
const REFUSALS: ReadonlySet<string> = new Set([
  'BlobAlreadyExists',
  'BlobNotFound',
  'ConditionNotMet',
  'InvalidBlockList',
  'TargetConditionNotMet',
]);

/**
 * Sends a write on its conditions. When its answer is lost, the SDK sends it again and is told that the condition no
 * longer holds, because of the write itself: so each write carries an id of its own in the metadata, and a refusal is
 * one only when another write is there.
 *
 * @throws StorageError `changed`, `exists`; the SDK's own errors
 */
export async function sendConditionally(
  blob: BlockBlobClient,
  address: AzAddress,
  { ifMatch, ifNoneMatch }: Conditions,
  send: (
    metadata: Metadata,
    conditions: { readonly ifMatch?: string; readonly ifNoneMatch?: string },
  ) => Promise<Written>,
): Promise<Written> {
  if (ifMatch === undefined && ifNoneMatch === undefined) return timesOf(await send({}, {}));
  const id = randomUUID();
  const conditions = {
    ...(ifMatch !== undefined && { ifMatch: etagOf(ifMatch) }),
    ...(ifNoneMatch !== undefined && { ifNoneMatch }),
  };
  try {
    return timesOf(await send({ [WRITE]: id }, conditions));
  } catch (cause) {
    const isRefusal = REFUSALS.has(codeOf(cause) ?? '');
    if (!isRestError(cause) || !(isRefusal || hasNoAnswer(cause))) throw cause;
    const there = await blob.getProperties().catch((again: unknown) => {
      // Nothing is known without an answer to this, either; then it is better to say so than to say "refused".
      if (isRefusal && codeOf(again) !== 'BlobNotFound') throw again;
      return undefined;
    });
    if (there?.metadata?.[WRITE] === id) return timesOf(there);
    if (!isRefusal) throw cause;
    const [uri, detail] = [formatAddress(address), { cause: withoutRequest(cause) }];
    if (ifMatch !== undefined) throw new StorageError('changed', `${uri}: it is not what it was`, detail);
    if (there !== undefined) throw new StorageError('exists', `${uri}: it exists already`, detail);
    throw cause;
  }
}

/** Not the MD5: in some of the answers it is that of the request. */
function timesOf({ etag, lastModified }: Written): Written {
  return { etag, lastModified };
}

function hasNoAnswer({ statusCode }: RestError): boolean {
  return statusCode === undefined || statusCode >= 500;
}
