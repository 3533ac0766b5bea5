import { Failure } from '@leat/pipe';
import type { ReadRange } from '@leat/parquet';
import type { Place } from './place.ts';

/**
 * Reads byte ranges of one version of an object: a range of any other version is the failure `changed`, so that what
 * is read in several requests is of one piece.
 */
export function rangesOf(place: Place, version: string): ReadRange {
  const { store, address, traffic, signal } = place;
  return async (start, end) => {
    const bytes = new Uint8Array(end - start);
    let at = 0;
    for await (const block of await store.read(address, { start, end, version, signal })) {
      if (at + block.length <= bytes.length) bytes.set(block, at);
      at += block.length;
      traffic.read += block.length;
    }
    if (at !== bytes.length)
      throw new Failure('retry', 'short_read', `${place.uri}: bytes ${start}-${end} came as ${at} bytes`);
    return bytes;
  };
}
