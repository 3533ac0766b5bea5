import type { BlockBlobClient } from '@azure/storage-blob';
import { inParallel } from '../object/in-parallel.ts';
import { cutParts } from '../object/parts.ts';
import type { Account } from './account.ts';
import { blobOf, type AzAddress } from './address.ts';
import { inFlight } from './block-size.ts';
import { codeOf } from './errors.ts';
import { BLOCK, BLOCKS_IN_FLIGHT, COPY_RANGE, FETCHED } from './limits.data.ts';
import { readBlob } from './read.ts';
import { stageAs, stageBlock, type Naming } from './stage.ts';

interface Range {
  readonly start: number;
  /** The byte after the last. */
  readonly end: number;
}

interface Staged {
  readonly ids: readonly string[];
  /** Bytes that the service copied itself. */
  readonly copied: number;
}

/** In the ids of these blocks, for the content that is not seen here. */
const KEPT = Buffer.from('kept');

/** How the service says that it may not read from itself: no right, or a firewall that is in its own way too. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'AuthenticationFailed',
  'AuthorizationFailure',
  'AuthorizationPermissionMismatch',
  'CannotVerifyCopySource',
  'PublicAccessNotPermitted',
]);

/**
 * Makes new blocks of a range of the blob itself: a large one is copied by the service, a small one, and one that the
 * service cannot read, comes by here. That the blob is still the same is the condition of the commit.
 */
export async function stageKept(
  account: Account,
  address: AzAddress,
  source: Range & { readonly version: string },
  names: Naming,
  signal: AbortSignal | undefined,
): Promise<Staged> {
  const { start, end } = source;
  if (end - start > FETCHED)
    try {
      return {
        ids: await copyRanges(account, blobOf(account, address), source, names, signal),
        copied: end - start,
      };
    } catch (cause) {
      if (!UNREADABLE.has(codeOf(cause) ?? '')) throw cause;
    }
  if (start === end) return { ids: [], copied: 0 };
  const blob = blobOf(account, address);
  const stream = await readBlob(account, address, { ...source, ...(signal !== undefined && { signal }) });
  const parts = cutParts(stream, { partSize: BLOCK, start });
  const ids = await inParallel(
    parts,
    inFlight(BLOCK),
    (part, signal) => stageBlock(blob, part, names, { signal }),
    signal,
  );
  return { ids, copied: 0 };
}

/** Put Block From URL. */
async function copyRanges(
  account: Account,
  blob: BlockBlobClient,
  { start, end }: Range,
  names: Naming,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const { url, authorization } = await account.sourceOf(blob);
  const ranges: Range[] = [];
  for (let at = start; at < end; at += COPY_RANGE)
    ranges.push({ start: at, end: Math.min(end, at + COPY_RANGE) });
  const copy = ({ start, end }: Range, signal: AbortSignal): Promise<string> => {
    const options = {
      abortSignal: signal,
      ...(authorization !== undefined && { sourceAuthorization: authorization }),
    };
    return stageAs(blob, names, start, KEPT, signal, (id) =>
      blob.stageBlockFromURL(id, url, start, end - start, options),
    );
  };
  return inParallel(ranges, BLOCKS_IN_FLIGHT, copy, signal);
}
