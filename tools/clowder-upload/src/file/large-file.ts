import { StorageError, fileVersion, type FileAddress } from '@leat/storage';
import { BYTES_AHEAD } from '@leat/http';
import { open, type FileHandle } from 'node:fs/promises';
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
export function readLarge(address: FileAddress, size: number, version: string): HashedRead {
  let sha256: string | undefined;
  return {
    async *chunks() {
      const file = await open(address.bytes ?? address.path).catch((cause: unknown) => fail(address, cause));
      const ring = idle.pop() ?? newRing();
      const hashing = hashInThread();
      let reading = Promise.resolve<Uint8Array | undefined>(undefined);
      try {
        await requireVersion(file, address, version);
        reading = readBlock(file, ring[0]!, 0, size);
        for (let at = 0, count = 0; at < size; count++) {
          const block = (await reading.catch((cause: unknown) => fail(address, cause)))!;
          if (block.length === 0) break;
          at += block.length;
          hashing.update(block);
          // The next one goes where all but the last few have been hashed.
          await hashing.fewerThan(3);
          reading = readBlock(file, ring[(count + 1) % BLOCKS]!, at, size);
          yield Buffer.from(block.buffer, block.byteOffset, block.length);
        }
        await requireVersion(file, address, version);
        sha256 = await hashing.digest();
        idle.push(ring);
      } finally {
        if (sha256 === undefined) hashing.drop();
        // Whoever gives up waits for no further block, and so hears of no trouble with it.
        await reading.catch(() => {});
        await file.close();
      }
    },
    sha256: () => sha256!,
  };
}

function newRing(): Uint8Array[] {
  const memory = new SharedArrayBuffer(BLOCK_BYTES * BLOCKS);
  return Array.from(
    { length: BLOCKS },
    (_, index) => new Uint8Array(memory, index * BLOCK_BYTES, BLOCK_BYTES),
  );
}

/** Reads a whole block, or what is left of the file. */
async function readBlock(file: FileHandle, block: Uint8Array, at: number, size: number): Promise<Uint8Array> {
  const wanted = Math.min(block.length, size - at);
  let got = 0;
  while (got < wanted) {
    const { bytesRead } = await file.read(block, got, wanted - got, at + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return block.subarray(0, got);
}

async function requireVersion(file: FileHandle, { path }: FileAddress, version: string): Promise<void> {
  if (fileVersion(await file.stat()) === version) return;
  throw new StorageError('changed', `${path}: it has changed since it was listed`);
}

const REASONS = { ENOENT: 'notFound', EACCES: 'denied', EPERM: 'denied' } as const;

function fail({ path }: FileAddress, cause: unknown): never {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  throw new StorageError(REASONS[code as 'ENOENT'] ?? 'unavailable', `${path}: ${message}`, { cause });
}
