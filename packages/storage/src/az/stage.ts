import type { BlockBlobClient } from '@azure/storage-blob';
import { createHash, randomUUID } from 'node:crypto';
import { formatAddress } from '../address.ts';
import type { Part } from '../object/parts.ts';
import { StorageError } from '../storage-error.ts';
import { blockId, idLength } from './block-ids.ts';
import { codeOf } from './errors.ts';
import { ID_LENGTH, LEAST_ID_LENGTH } from './limits.data.ts';

/** How the blocks of one write get their ids. */
export interface Naming {
  /** Names the write, or what is written. */
  readonly seed: string;
  /** Bytes of every id. */
  length: number;
  /** Blocks that an earlier write of the same seed may have brought over: sizes by id. */
  readonly present: ReadonlyMap<string, number>;
}

/** Ids that no other write has. */
export function newNames(length: number = ID_LENGTH): Naming {
  return { seed: randomUUID(), length, present: new Map() };
}

/** The ids of a content, and which of its blocks are there. */
export async function namesOf(blob: BlockBlobClient, content: string, signal?: AbortSignal): Promise<Naming> {
  const present = await uncommitted(blob, signal);
  return { seed: content, length: lengthIn(blob, present) ?? ID_LENGTH, present };
}

/**
 * Brings one block over, unless it is there already.
 *
 * @returns its id
 */
export async function stageBlock(
  blob: BlockBlobClient,
  { start, bytes }: Pick<Part, 'start' | 'bytes'>,
  names: Naming,
  { moved, signal }: { readonly moved?: ((bytes: number) => void) | undefined; readonly signal: AbortSignal },
): Promise<string> {
  const md5 = createHash('md5').update(bytes).digest();
  return stageAs(blob, names, start, md5, signal, async (id) => {
    if (names.present.get(id) === bytes.length) return;
    await blob.stageBlock(id, bytes, bytes.length, { transactionalContentMD5: md5, abortSignal: signal });
    moved?.(bytes.length);
  });
}

/**
 * Brings a block over under an id that the service takes.
 *
 * @param content what tells the block from any other at the same place
 * @returns the id
 */
export async function stageAs(
  blob: BlockBlobClient,
  names: Naming,
  start: number,
  content: Uint8Array,
  signal: AbortSignal,
  bring: (id: string) => Promise<unknown>,
): Promise<string> {
  const id = blockId(names.seed, start, content, names.length);
  try {
    await bring(id);
    return id;
  } catch (cause) {
    if (codeOf(cause) !== 'InvalidBlobOrBlock') throw cause;
    // Somebody has left blocks that were never committed, with ids of another length.
    const length = lengthIn(blob, await uncommitted(blob, signal));
    if (length === undefined || length === idLength(id)) throw cause;
    names.length = length;
    return stageAs(blob, names, start, content, signal, bring);
  }
}

/**
 * Bytes of the ids that there are.
 *
 * @throws StorageError `denied` when that is too little
 */
function lengthIn(blob: BlockBlobClient, blocks: ReadonlyMap<string, number>): number | undefined {
  const [id] = blocks.keys();
  if (id === undefined) return undefined;
  const length = idLength(id);
  if (length >= LEAST_ID_LENGTH) return length;
  throw new StorageError(
    'denied',
    `${formatAddress({ scheme: 'az', container: blob.containerName, blob: blob.name })}: somebody has left uncommitted blocks there whose ids have only ${length} bytes, too few for more blocks; Azure removes them a week after the last one`,
  );
}

/** Sizes by id; of a blob that is not there none. */
async function uncommitted(blob: BlockBlobClient, signal?: AbortSignal): Promise<Map<string, number>> {
  try {
    const list = await blob.getBlockList('uncommitted', {
      ...(signal !== undefined && { abortSignal: signal }),
    });
    return new Map(list.uncommittedBlocks?.map(({ name, size }) => [name, size]));
  } catch (cause) {
    if (codeOf(cause) === 'BlobNotFound') return new Map();
    throw cause;
  }
}
