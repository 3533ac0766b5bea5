import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import { at, type S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { isConditional, newWriteId } from './commit.ts';
import { onStore, until } from './from-s3.ts';
import { sentWith } from './headers.ts';
import type { WholeOptions } from './write.ts';

/** A multipart upload that has been begun. */
export interface Upload {
  readonly address: S3Address;
  readonly id: string;
  /** Of who began it, when it is this write. */
  readonly writeId?: string | undefined;
  /** Parts that are there from an earlier try, by number. */
  readonly there: ReadonlyMap<number, Sent>;
}

/** A part that the store has. */
export interface Sent {
  readonly size: number;
  readonly completed: CompletedPart;
}

export async function beginUpload(s3: S3, address: S3Address, options: WholeOptions): Promise<Upload> {
  const writeId = isConditional(options) ? newWriteId() : undefined;
  const command = new CreateMultipartUploadCommand({ ...at(address), ...sentWith(options, writeId) });
  const request = s3.client.send(command, until(options.signal));
  const { UploadId: id } = await onStore(formatAddress(address), request, options.signal);
  return { address, id: id!, writeId, there: new Map() };
}

/**
 * Ends an upload that comes to nothing, as its parts cost money. One that can be taken up again stays, unless trying
 * again cannot help.
 */
export async function orAbort<T>(
  s3: S3,
  { address, id }: Upload,
  { resumable }: Pick<WholeOptions, 'resumable'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const isHopeless =
      (cause instanceof StorageError && cause.class === 'reject') || cause instanceof RangeError;
    if (resumable === undefined || isHopeless) {
      const command = new AbortMultipartUploadCommand({ ...at(address), UploadId: id });
      // What went wrong first is what counts; what is left is swept later.
      await s3.client.send(command, { abortSignal: AbortSignal.timeout(ABORT_MS) }).catch(() => {});
    }
    throw cause;
  }
}

const ABORT_MS = 10_000;
