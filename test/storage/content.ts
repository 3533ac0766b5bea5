/** Bytes that are different everywhere, so that none can change places with others. */
export function patterned(size: number, from = 0): Buffer {
  const words = new Uint32Array(Math.ceil(size / 4));
  for (let index = 0; index < words.length; index++)
    words[index] = Math.imul(index + from + 1, 2_654_435_761);
  return Buffer.from(words.buffer, 0, size);
}

/** The same in blocks, as a stream has it. */
export async function* inBlocks(content: Buffer, blockSize = 100_000): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < content.length; at += blockSize) yield content.subarray(at, at + blockSize);
}
