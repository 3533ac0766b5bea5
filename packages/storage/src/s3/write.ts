import { partMemory, type PartMemory } from '../object/part-memory.ts';
import { cutParts, type Part } from '../object/parts.ts';
import { wholeOf } from '../object/whole.ts';
import { blocksOf, measured } from '../source.ts';
import type { ObjectInfo, Source, WriteOptions } from '../store.ts';
import type { S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { checkBefore } from './commit.ts';
import type { Headers } from './headers.ts';
import { PART } from './limits.data.ts';
import { partSizeFor } from './part-size.ts';
import { putObject } from './put.ts';
import { resumeParts } from './resume.ts';
import { uploadParts } from './upload-parts.ts';
import { beginUpload } from './upload.ts';

/** Also what nobody but a copy sets. */
export type WholeOptions = WriteOptions & {
  readonly headers?: Headers;
  /** Where the memory of parts goes that have been sent. */
  readonly memory?: PartMemory;
};

/** Writes an object whole or not at all: in one request where it is small, in parts otherwise. */
export async function writeObject(
  s3: S3,
  address: S3Address,
  source: Source,
  options: WholeOptions = {},
): Promise<ObjectInfo> {
  const size = options.size ?? (source instanceof Uint8Array ? source.length : undefined);
  const known = { ...options, ...(size !== undefined && { size }) };
  if (size !== undefined && size <= PART)
    return putObject(s3, address, await wholeOf(source, size, options.signal), known);
  const partSize = partSizeFor(size);
  const memory = partMemory();
  const parts = cutParts(measured(blocksOf(source), size, options.signal), { partSize, size, memory });
  try {
    const { value: first } = (await parts.next()) as { value: Part };
    if (first.isLast) return await putObject(s3, address, first.bytes, known);
    await checkBefore(s3, address, known);
    const all = startingWith(first, parts);
    const inParts = { ...known, memory };
    if (known.resumable !== undefined) return await resumeParts(s3, address, all, inParts);
    return await uploadParts(s3, await beginUpload(s3, address, known), all, inParts);
  } catch (cause) {
    // Not waited for: a source that does not answer does not end, either.
    parts.return().catch(() => {});
    throw cause;
  }
}

async function* startingWith(first: Part, rest: AsyncIterable<Part>): AsyncGenerator<Part, void> {
  yield first;
  yield* rest;
}
