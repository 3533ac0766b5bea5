import { idLength } from './block-ids.ts';
import { ID_LENGTH, LEAST_ID_LENGTH, MOST_BLOCKS } from './limits.data.ts';

interface Block {
  readonly name: string;
  readonly size: number;
}

/** The blocks of a blob that stay as they are. */
export interface Kept {
  readonly ids: readonly string[];
  /** Where the last of them ends. */
  readonly end: number;
  /** Bytes that the ids of new blocks need. */
  readonly idLength: number;
}

/** Room for what is copied of a block that is cut through, and for the tail. */
const ROOM = 1000;

/**
 * The blocks that lie wholly within the first `keep` bytes. None, so that all is copied into new ones, where the blob
 * was written in one request, where there are nearly as many as a blob may have, and where the ids leave no room.
 *
 * @param committed in their order; a block may be there more than once
 * @param more how many the tail needs at least
 */
export function keptBlocks(committed: readonly Block[], keep: number, more: number): Kept {
  const ids: string[] = [];
  let end = 0;
  for (const { name, size } of committed) {
    if (end + size > keep) break;
    ids.push(name);
    end += size;
  }
  const length = ids[0] === undefined ? ID_LENGTH : idLength(ids[0]);
  const isFull = ids.length + more + ROOM > MOST_BLOCKS;
  if (isFull || length < LEAST_ID_LENGTH) return { ids: [], end: 0, idLength: ID_LENGTH };
  return { ids, end, idLength: length };
}
