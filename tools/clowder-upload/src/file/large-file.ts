import type { Address, Store } from '@leat/storage';
import { BYTES_AHEAD } from '@leat/http';
import { hashInThread } from './hash-in-thread.ts';
import type { HashedRead } from './local-file.ts';

/** From this size on a file is worth shared memory and a thread. */
export const LARGE_BYTES = 4 * 1024 * 1024;

const BLOCK_BYTES = 1024 * 1024;
/** What may still be on its way out, one that is being given, one that is being read, and two to be hashed. */
const BLOCKS = Math.ceil(BYTES_AHEAD / BLOCK_BYTES) + 4;

/** Rings that nobody uses; making one costs more than using it. */
const idle: Uint8Array[][] = [];

/**
 * Reads a file of this machine in blocks that are used again and again, and hashes them in another thread. Reading
 * into fresh memory costs twice the processor time of everything else that is done with a block.
 *
 * @param version checked before the first byte and after the last
 * @throws StorageError `changed` and what else a read can meet
 */
export function readLarge(store: Store, address: Address, size: number, version: string): HashedRead {
  let sha256: string | undefined;
  return {
    async *chunks() {
      const ring = idle.pop() ?? sharedBlocks(BLOCKS);
      const hashing = hashInThread();
      let count = 0;
      // The last blocks may still be on their way out when another file is read into this ring.
      const memory = (offset: number): Uint8Array =>
        offset + BLOCK_BYTES + BYTES_AHEAD > size ? sharedBlocks(1)[0]! : ring[count++ % BLOCKS]!;
      try {
        const blocks = (await store.read(address, { end: size, version, memory })) as AsyncIterable<Buffer>;
        for await (const block of blocks) {
          hashing.update(block);
          // The next one goes where all but the last few have been hashed.
          await hashing.fewerThan(3);
          yield block;
        }
        sha256 = await hashing.digest();
        idle.push(ring);
      } finally {
        if (sha256 === undefined) hashing.drop();
      }
    },
    sha256: () => sha256!,
  };
}

function sharedBlocks(count: number): Uint8Array[] {
  const memory = new SharedArrayBuffer(BLOCK_BYTES * count);
  return Array.from(
    { length: count },
    (_, index) => new Uint8Array(memory, index * BLOCK_BYTES, BLOCK_BYTES),
  );
}
