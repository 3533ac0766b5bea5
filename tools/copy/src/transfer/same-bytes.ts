/**
 * Whether two streams have the same bytes, however they are cut into blocks. The first difference ends the reading of
 * both.
 */
export async function sameBytes(
  left: AsyncIterable<Uint8Array>,
  right: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const [a, b] = [left[Symbol.asyncIterator](), right[Symbol.asyncIterator]()];
  try {
    let mine: Uint8Array | undefined = new Uint8Array();
    let theirs: Uint8Array | undefined = new Uint8Array();
    for (;;) {
      // Both at once: each may be a network away.
      [mine, theirs] = await Promise.all([filled(a, mine), filled(b, theirs)]);
      if (mine === undefined || theirs === undefined) return mine === theirs;
      const length = Math.min(mine.length, theirs.length);
      if (Buffer.compare(mine.subarray(0, length), theirs.subarray(0, length)) !== 0) return false;
      mine = mine.subarray(length);
      theirs = theirs.subarray(length);
    }
  } finally {
    await Promise.all([a.return?.(), b.return?.()]);
  }
}

/** What is left of a block, or the next one that has something in it; undefined at the end. */
async function filled(blocks: AsyncIterator<Uint8Array>, rest: Uint8Array): Promise<Uint8Array | undefined> {
  if (rest.length > 0) return rest;
  for (;;) {
    const { done, value } = await blocks.next();
    if (done === true) return undefined;
    if (value.length > 0) return value;
  }
}
