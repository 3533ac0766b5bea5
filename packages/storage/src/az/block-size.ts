import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { AzAddress } from './address.ts';
import { BLOCK, BLOCKS_IN_FLIGHT, BLOCKS_MEMORY, MOST_BLOCKS } from './limits.data.ts';

const MiB = 1024 * 1024;

/**
 * Bytes of a block, so that a blob has no more blocks than it may.
 *
 * @param size of what is cut into blocks, when it is known
 * @param taken how many blocks there are besides: kept ones, and those that a cut ends early
 */
export function blockSize(size = 0, taken = 0): number {
  const least = Math.ceil(size / Math.max(1, MOST_BLOCKS - taken - 1));
  return Math.max(BLOCK, Math.ceil(least / MiB) * MiB);
}

/** How many blocks of a size may be on their way: as many as the memory allows. */
export function inFlight(size: number): number {
  return Math.min(BLOCKS_IN_FLIGHT, Math.max(2, Math.floor(BLOCKS_MEMORY / size)));
}

/** @throws StorageError `denied` where a blob of an unknown size has more blocks than it may */
export function checkCount(address: AzAddress, count: number): void {
  if (count > MOST_BLOCKS)
    throw new StorageError(
      'denied',
      `${formatAddress(address)}: it would have more than ${MOST_BLOCKS} blocks, the most that Azure allows`,
    );
}
