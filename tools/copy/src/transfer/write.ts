import { StorageError, type Conditions, type ObjectInfo } from '@leat/storage';
import type { FileResult } from '../fields.ts';
import type { Run } from '../run.ts';
import type { WantedFile } from '../wanted.ts';
import { isReason, type Target } from './find.ts';
import { contentMark, metadataOf } from './mark.ts';
import { readFound, type Found } from './read-found.ts';

/** A transfer of less is begun anew sooner than an earlier one is found. */
const RESUMED_BYTES = 32 * 1024 * 1024;
/** What is larger is sent in parts, several at a time. */
const PART_BYTES = 8 * 1024 * 1024;
/** The kernel copies a file without a word about its progress, and cannot be resumed. */
const KERNEL_BYTES = 1024 * 1024 * 1024;

export interface Written {
  readonly info: ObjectInfo;
  readonly how: NonNullable<FileResult['how']>;
  readonly isResumed: boolean;
}

/**
 * Writes the original over what was found at the target, and over nothing else.
 *
 * @throws StorageError `exists` or `changed` when the target is not what was found
 */
export async function write(
  run: Run,
  { key }: WantedFile,
  original: Found,
  target: Target,
): Promise<Written> {
  const { signal, moved } = run;
  const { size, version } = original.info;
  const isFile = target.address.scheme === 'file';
  const options = {
    signal,
    moved,
    ...((await run.keepsConditions()) && conditionsOf(target)),
    ...(!isFile && { metadata: metadataOf(key, original.info) }),
  };
  if (original.store === target.store && (!isFile || size < KERNEL_BYTES)) {
    const info = await target.store.copy(original.address, target.address, { ...options, version });
    return { info, how: 'server', isResumed: false };
  }
  let taken = 0;
  // A store cuts what is large into parts of its own memory.
  const isTakenAtOnce = !isFile && size > PART_BYTES;
  const source = (start: number): AsyncIterable<Uint8Array> =>
    readFound(original, start, signal, isTakenAtOnce);
  const send = (): Promise<ObjectInfo> =>
    target.store.write(target.address, source, {
      ...options,
      moved(bytes) {
        taken += bytes;
        moved(bytes);
      },
      size,
      ...(size >= RESUMED_BYTES && { resumable: contentMark(original.info) }),
    });
  const info = size > PART_BYTES ? await run.largeSlots.use(send) : await send();
  // What was there already, the store did not take again.
  return { info, how: 'stream', isResumed: taken < size };
}

function conditionsOf({ info }: Target): Conditions {
  return info === undefined ? { ifNoneMatch: '*' } : { ifMatch: info.version };
}

/**
 * What a failed write was about, when its words could be about either end.
 *
 * @returns that the target is not what was found: it should be looked at again
 * @throws what is wrong with the original, or with the target as a whole; else what was thrown
 */
export async function isTargetChanged(run: Run, original: Found, thrown: unknown): Promise<boolean> {
  if (isReason(thrown, 'exists')) return true;
  if (!isReason(thrown, 'changed', 'notFound')) throw thrown;
  const now = await original.store.stat(original.address, { signal: run.signal });
  if (now.version !== original.info.version)
    throw new StorageError('changed', `${original.info.uri}: it changed while it was copied`, {
      cause: thrown,
    });
  if (isReason(thrown, 'changed')) return true;
  // Of what was to be replaced; or its bucket, which is then missing.
  await run.refuseUnusable();
  return true;
}
