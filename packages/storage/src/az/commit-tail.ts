import type { BlobGetPropertiesResponse, BlockBlobClient } from '@azure/storage-blob';
import type { Metadata } from '../store.ts';
import type { Written } from './conditional.ts';

interface Committing {
  readonly conditions: { readonly ifMatch?: string };
  readonly metadata: Metadata;
  /** Of what is replaced: a commit takes away every property that it does not give again. */
  readonly old: BlobGetPropertiesResponse;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The SDK's own layer of calls, one for each operation of the REST API. */
interface Operations {
  readonly blockBlobContext: {
    commitBlockList(
      blocks: { readonly committed: readonly string[]; readonly latest: readonly string[] },
      options: object,
    ): Promise<Written>;
  };
}

/**
 * Put Block List, with the blocks that stay as `Committed`. The SDK's public call names every block as `Latest`, and
 * then the service takes a block that somebody else is just bringing over under the same id: the ids of some clients
 * are only numbers.
 */
export function commitTail(
  blob: BlockBlobClient,
  kept: readonly string[],
  fresh: readonly string[],
  { conditions, metadata, old, tags, signal }: Committing,
): Promise<Written> {
  const { blockBlobContext } = blob as unknown as Operations;
  const tier = old.accessTierInferred === true ? undefined : old.accessTier;
  return blockBlobContext.commitBlockList(
    { committed: kept, latest: fresh },
    {
      abortSignal: signal,
      metadata,
      modifiedAccessConditions: conditions,
      tier,
      blobTagsString: tags && inHeader(tags),
      blobHttpHeaders: {
        blobCacheControl: old.cacheControl,
        blobContentType: old.contentType,
        blobContentEncoding: old.contentEncoding,
        blobContentLanguage: old.contentLanguage,
        blobContentDisposition: old.contentDisposition,
      },
    },
  );
}

/** As `x-ms-tags` has them. */
function inHeader(tags: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(tags);
  return pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
}
