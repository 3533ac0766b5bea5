import type { BlobGetPropertiesResponse, BlockBlobClient } from '@azure/storage-blob';
import { formatAddress } from '../address.ts';
import { inParallel } from '../object/in-parallel.ts';
import { cutParts, type Part } from '../object/parts.ts';
import { blocksOf, measured } from '../source.ts';
import { StorageError } from '../storage-error.ts';
import type { ObjectInfo, Source, TailOptions } from '../store.ts';
import type { Account } from './account.ts';
import { blobOf, type AzAddress } from './address.ts';
import { blockSize, checkCount, inFlight } from './block-size.ts';
import { commitTail } from './commit-tail.ts';
import { sendConditionally } from './conditional.ts';
import { asStorageError } from './errors.ts';
import { infoOf, matching, metadataOf } from './info.ts';
import { keptBlocks } from './kept-blocks.ts';
import { newNames, stageBlock } from './stage.ts';
import { stageKept } from './stage-kept.ts';

/**
 * Keeps the first bytes of a blob and puts others after them. Blocks that are kept whole are only named again in the
 * new list; what is kept of a block that the cut goes through is copied.
 *
 * @throws StorageError `changed` when the blob is or becomes another version; `denied` when it is shorter than `keep`
 */
export async function replaceTail(
  account: Account,
  address: AzAddress,
  keep: number,
  tail: Source,
  options: TailOptions,
): Promise<ObjectInfo & { readonly copied: number }> {
  const { ifMatch, size, cuts = [], moved, signal } = options;
  const blob = blobOf(account, address);
  const abort = signal === undefined ? {} : { abortSignal: signal };
  try {
    const [old, list] = await Promise.all([
      blob.getProperties({ conditions: matching(ifMatch), ...abort }),
      blob.getBlockList('committed', abort),
    ]);
    if (keep > (old.contentLength ?? 0)) throw tooShort(address, old, keep);
    const kept = keptBlocks(list.committedBlocks ?? [], keep, cuts.length);
    const names = newNames(kept.idLength);
    const partSize = blockSize(size, kept.ids.length + cuts.length);
    const source = { start: kept.end, end: keep, version: ifMatch };
    const between = await stageKept(account, address, source, names, signal);
    const bring = async (part: Part, signal: AbortSignal): Promise<string[]> => {
      if (part.bytes.length === 0) return [];
      checkCount(address, kept.ids.length + between.ids.length + part.index + 1);
      return [await stageBlock(blob, part, names, { moved, signal })];
    };
    const parts = cutParts(measured(blocksOf(tail), size, signal), { partSize, cuts, start: keep });
    const fresh = (await inParallel(parts, inFlight(partSize), bring, signal)).flat();
    const tags = await tagsOf(blob, old, signal);
    const written = await sendConditionally(blob, address, { ifMatch }, (own, conditions) =>
      commitTail(blob, kept.ids, [...between.ids, ...fresh], {
        conditions,
        metadata: { ...(options.metadata ?? metadataOf(old)), ...own },
        old,
        tags,
        signal,
      }),
    );
    return { ...infoOf(address, keep + size, written), copied: between.copied };
  } catch (cause) {
    throw asStorageError(address, cause, signal);
  }
}

/** Only a blob that has tags is asked for them: it takes a permission of its own. */
async function tagsOf(
  blob: BlockBlobClient,
  { tagCount = 0 }: BlobGetPropertiesResponse,
  signal: AbortSignal | undefined,
): Promise<Record<string, string> | undefined> {
  if (tagCount === 0) return undefined;
  return (await blob.getTags({ ...(signal !== undefined && { abortSignal: signal }) })).tags;
}

function tooShort(
  address: AzAddress,
  { contentLength }: BlobGetPropertiesResponse,
  keep: number,
): StorageError {
  const uri = formatAddress(address);
  return new StorageError('denied', `${uri}: it has ${contentLength} bytes, fewer than the ${keep} to keep`);
}
