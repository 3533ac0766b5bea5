import { MOST_PARTS, PART, PARTS_IN_FLIGHT, PARTS_MEMORY } from './limits.data.ts';

const MiB = 1024 * 1024;
/** Parts of unknown many bytes double so often, which makes room for 480 GiB. */
const DOUBLED_AFTER = 2000;

/**
 * Bytes of a part, so that all of them are not more than a store takes. Of a known size all but the last are the same,
 * which some stores want.
 */
export function partSizeFor(size: number | undefined): number | ((index: number) => number) {
  if (size === undefined) return (index) => PART * 2 ** Math.floor(index / DOUBLED_AFTER);
  return Math.max(PART, Math.ceil(size / MOST_PARTS / MiB) * MiB);
}

/** One more is made while these are on their way. */
export function partsInFlight(size: number | undefined): number {
  const partSize = partSizeFor(size);
  if (typeof partSize !== 'number') return PARTS_IN_FLIGHT;
  return Math.min(PARTS_IN_FLIGHT, Math.max(2, Math.floor(PARTS_MEMORY / partSize) - 1));
}
