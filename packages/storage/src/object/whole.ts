import { blocksOf, measured } from '../source.ts';
import type { Source } from '../store.ts';

/**
 * The bytes of a source that is small and whose size is known. What comes in one block is not copied.
 *
 * @throws RangeError when the source has more or less
 */
export async function wholeOf(
  source: Source,
  size: number,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  let whole: Buffer | undefined;
  let used = 0;
  for await (const block of measured(blocksOf(source), size, signal)) {
    if (block.length === size) whole = Buffer.from(block.buffer, block.byteOffset, size);
    else (whole ??= Buffer.allocUnsafeSlow(size)).set(block, used);
    used += block.length;
  }
  return whole ?? Buffer.alloc(0);
}
