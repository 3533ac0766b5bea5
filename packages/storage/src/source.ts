import type { Source } from './store.ts';

/** The blocks of a source, from an offset on where it can give them so. */
export function blocksOf(source: Source, start = 0): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof source === 'function') return source(start);
  return source instanceof Uint8Array ? [source] : source;
}

/**
 * Passes blocks on and counts them.
 *
 * @param size what there must be in all, when it is known
 * @throws RangeError when the source has more or less: whoever gave the size was wrong about the content
 */
export async function* measured(
  blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number | undefined,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  let seen = 0;
  for await (const block of blocks) {
    signal?.throwIfAborted();
    seen += block.length;
    if (size !== undefined && seen > size) throw wrongSize(size, `at least ${seen}`);
    yield block;
  }
  if (size !== undefined && seen < size) throw wrongSize(size, String(seen));
}

function wrongSize(size: number, seen: string): RangeError {
  return new RangeError(`the source has ${seen} bytes instead of ${size}`);
}
