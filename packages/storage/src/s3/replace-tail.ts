import { formatAddress } from '../address.ts';
import { inParallel } from '../object/in-parallel.ts';
import { cutParts, type Part } from '../object/parts.ts';
import { blocksOf, measured } from '../source.ts';
import { StorageError } from '../storage-error.ts';
import type { ObjectInfo, Source, TailOptions } from '../store.ts';
import type { S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { completeUpload } from './complete.ts';
import { copyRange, rangesOf, type Range } from './copy-range.ts';
import { headObject } from './head.ts';
import { headersOf } from './headers.ts';
import { LEAST_PART } from './limits.data.ts';
import { partSizeFor, partsInFlight } from './part-size.ts';
import { readObject } from './read.ts';
import { sendPart } from './send-part.ts';
import { beginUpload, orAbort } from './upload.ts';
import { writeObject, type WholeOptions } from './write.ts';

/**
 * Keeps the first bytes as parts that the store copies from the object itself, and puts the tail after them; the
 * object becomes the new one in the last request. What is smaller than a part comes by here instead.
 *
 * @throws StorageError `changed` when the object is another version; `denied` when it is shorter than `keep`
 */
export async function replaceTail(
  s3: S3,
  address: S3Address,
  keep: number,
  tail: Source,
  options: TailOptions,
): Promise<ObjectInfo & { readonly copied: number }> {
  const { ifMatch, size, signal } = options;
  const head = await headObject(s3, address, { ifMatch, signal }).catch((cause: unknown) => {
    if (!(cause instanceof StorageError) || cause.reason !== 'notFound') throw cause;
    throw new StorageError('changed', `${formatAddress(address)}: it is not there any more`, { cause });
  });
  const before = head.ContentLength ?? 0;
  if (before < keep)
    throw new StorageError(
      'denied',
      `${formatAddress(address)}: it has ${before} bytes, fewer than the ${keep} to keep`,
    );
  const whole: WholeOptions = { ...options, headers: headersOf(head), size: keep + size };
  const newBytes = measured(blocksOf(tail), size, signal);
  if (keep >= LEAST_PART)
    return { ...(await onKept(s3, address, keep, newBytes, size, whole)), copied: keep };
  const bytes =
    keep === 0 ? newBytes : joined(await readObject(s3, address, headOf(keep, options)), newBytes);
  return { ...(await writeObject(s3, address, bytes, whole)), copied: 0 };
}

async function onKept(
  s3: S3,
  address: S3Address,
  keep: number,
  tail: AsyncIterable<Uint8Array>,
  size: number,
  options: WholeOptions,
): Promise<ObjectInfo> {
  const original = { address, version: options.ifMatch! };
  const ranges = rangesOf(keep);
  const upload = await beginUpload(s3, address, options);
  return orAbort(s3, upload, options, async () => {
    const sent = await inParallel(
      work(ranges, size === 0 ? [] : cutParts(tail, { partSize: partSizeFor(size), start: keep })),
      partsInFlight(size),
      (job, signal) =>
        'bytes' in job
          ? sendPart(s3, upload, { ...job, index: ranges.length + job.index }, { ...options, signal })
          : copyRange(s3, upload, original, job, signal),
      options.signal,
    );
    return completeUpload(s3, upload, sent, options);
  });
}

async function* work(
  ranges: readonly Range[],
  parts: AsyncIterable<Part> | Iterable<Part>,
): AsyncGenerator<Range | Part, void> {
  yield* ranges;
  yield* parts;
}

async function* joined(...all: readonly AsyncIterable<Uint8Array>[]): AsyncGenerator<Uint8Array, void> {
  for (const blocks of all) yield* blocks;
}

function headOf(keep: number, { ifMatch, signal }: TailOptions): Parameters<typeof readObject>[2] {
  return { end: keep, version: ifMatch, ...(signal !== undefined && { signal }) };
}
