import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FileAddress } from './address.ts';
import { fileVersion } from './file-version.ts';
import { requireFile } from './require-file.ts';
import { fromErrno, StorageError } from './storage-error.ts';
import type { ReadOptions } from './store.ts';

/** Large enough that a fast disk and the hashing of a block keep each other busy, small enough for many at once. */
const BLOCK = 512 * 1024;

/**
 * Reads a file from an open handle whose version is checked before the first byte and after the last: what was
 * written to meanwhile is the failure `changed`, and not a mixture.
 *
 * @throws StorageError also out of the stream
 */
export async function readFile({ path, bytes }: FileAddress, options: ReadOptions = {}): Promise<Readable> {
  let file: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a FIFO would wait for somebody to write into it.
    file = await open(bytes ?? path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await file.stat();
    requireFile(path, stats);
    const version = fileVersion(stats);
    if (options.version !== undefined && options.version !== version) throw changed(path);
    // A file that grows meanwhile is another version at the end of the read.
    const end = Math.min(options.end ?? stats.size, stats.size);
    return stream(file, blocks(file, path, version, { ...options, end }));
  } catch (cause) {
    await file?.close();
    throw fromErrno(path, cause);
  }
}

function stream(file: FileHandle, blocks: AsyncIterable<Uint8Array>): Readable {
  // One block, whatever its size, is read ahead.
  const readable = Readable.from(blocks, { objectMode: false, highWaterMark: 1 });
  // Also when it is given up before its first block: then the generator never runs, not even its `finally`.
  readable.once('close', () => void file.close());
  return readable;
}

async function* blocks(
  file: FileHandle,
  path: string,
  version: string,
  { start = 0, end, signal, memory }: ReadOptions & { readonly end: number },
): AsyncGenerator<Uint8Array, void> {
  try {
    for (let at = start; at < end;) {
      signal?.throwIfAborted();
      const left = end - at;
      const space = memory?.(at) ?? Buffer.allocUnsafeSlow(Math.min(BLOCK, left));
      const block = await fill(file, space.subarray(0, left), at);
      if (block.length === 0) break;
      at += block.length;
      yield block;
    }
    if (fileVersion(await file.stat()) !== version) throw changed(path);
  } catch (cause) {
    if (cause === signal?.reason) throw cause;
    throw fromErrno(path, cause);
  }
}

/** The system may give less at a time than it is asked for. */
async function fill(file: FileHandle, block: Uint8Array, at: number): Promise<Uint8Array> {
  let got = 0;
  while (got < block.length) {
    const { bytesRead } = await file.read(block, got, block.length - got, at + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return block.subarray(0, got);
}

function changed(path: string): StorageError {
  return new StorageError('changed', `${path}: it has changed since it was listed`);
}
