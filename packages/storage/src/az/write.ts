import { createHash } from 'node:crypto';
import { inParallel } from '../object/in-parallel.ts';
import { partMemory } from '../object/part-memory.ts';
import { cutParts, type Part } from '../object/parts.ts';
import { blocksOf, measured } from '../source.ts';
import type { ObjectInfo, Source, WriteOptions } from '../store.ts';
import type { Account } from './account.ts';
import { blobOf, type AzAddress } from './address.ts';
import { blockSize, checkCount, inFlight } from './block-size.ts';
import { sendConditionally } from './conditional.ts';
import { asStorageError } from './errors.ts';
import { infoOf } from './info.ts';
import { namesOf, newNames, stageBlock, type Naming } from './stage.ts';

/**
 * Writes a blob: in one request where it is small, else block by block, several at once, and then their list. Blocks
 * of a write that does not come to its end are seen by nobody, and Azure removes them after a week.
 */
export async function writeBlob(
  account: Account,
  address: AzAddress,
  source: Source,
  options: WriteOptions = {},
): Promise<ObjectInfo> {
  const { cuts, resumable, moved, signal } = options;
  const size = options.size ?? (source instanceof Uint8Array ? source.length : undefined);
  const blob = blobOf(account, address);
  const partSize = blockSize(size, cuts?.length);
  const { content, seen } = watched(measured(blocksOf(source), size, signal));
  const memory = partMemory();
  let small: Buffer | undefined;
  let names: Promise<Naming> | undefined;

  const bring = async (part: Part, signal: AbortSignal): Promise<string[]> => {
    if (part.isLast && part.index === 0 && cuts === undefined) small = part.bytes;
    if (small !== undefined || part.bytes.length === 0) return [];
    checkCount(address, part.index + 1);
    names ??= resumable === undefined ? Promise.resolve(newNames()) : namesOf(blob, resumable, signal);
    const id = await stageBlock(blob, part, await names, { moved, signal });
    memory.giveBack(part.bytes);
    return [id];
  };
  try {
    const parts = cutParts(content, { partSize, size, memory, ...(cuts !== undefined && { cuts }) });
    const ids = (await inParallel(parts, inFlight(partSize), bring, signal)).flat();
    const { total, md5 } = seen();
    const written = await sendConditionally(blob, address, options, (own, conditions) => {
      const request = {
        conditions,
        metadata: { ...options.metadata, ...own },
        blobHTTPHeaders: {
          blobContentMD5: md5,
          ...(options.contentType !== undefined && { blobContentType: options.contentType }),
        },
        ...(signal !== undefined && { abortSignal: signal }),
      };
      if (small === undefined) return blob.commitBlockList(ids, request);
      return blob.upload(small, small.length, { ...request, transactionalContentMD5: md5 });
    });
    if (small !== undefined) moved?.(total);
    return infoOf(address, total, { ...written, contentMD5: md5 });
  } catch (cause) {
    throw asStorageError(address, cause, signal);
  }
}

/** Counts and hashes what passes. */
function watched(blocks: AsyncIterable<Uint8Array>): {
  readonly content: AsyncIterable<Uint8Array>;
  seen(): { readonly total: number; readonly md5: Buffer };
} {
  const hash = createHash('md5');
  let total = 0;
  async function* content(): AsyncGenerator<Uint8Array, void> {
    for await (const block of blocks) {
      hash.update(block);
      total += block.length;
      yield block;
    }
  }
  return { content: content(), seen: () => ({ total, md5: hash.digest() }) };
}
