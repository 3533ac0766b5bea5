import { Failure } from '@leat/pipe';
import type { Address, ObjectInfo, Store } from '@leat/storage';
import { createHash } from 'node:crypto';
import { readRanges } from './read-ranges.ts';

/** Below this, a second connection costs more than it brings. */
const LARGE_BYTES = 64 * 1024 * 1024;
const RANGE_BYTES = 8 * 1024 * 1024;
const RANGES_AT_ONCE = 4;

/** An object or file as it was found; it is read in that version or not at all. */
export interface Found {
  readonly store: Store;
  readonly address: Address;
  readonly info: ObjectInfo;
}

/**
 * The bytes of an object, from an offset on. Each request asks for its version; where the store knows the MD5 and all
 * bytes come by, they are checked against it.
 *
 * @param isTakenAtOnce nobody looks at a block any more who has asked for the next one: a file is then read into the
 *   same memory over and over, which is twice as fast
 * @throws Failure retry `damaged`; StorageError
 */
export async function* readFound(
  found: Found,
  start: number,
  signal: AbortSignal,
  isTakenAtOnce = false,
): AsyncGenerator<Uint8Array, void> {
  const { md5, uri } = found.info;
  const hash = md5 !== undefined && start === 0 ? createHash('md5') : undefined;
  for await (const block of blocksOf(found, start, signal, isTakenAtOnce)) {
    hash?.update(block);
    yield block;
  }
  if (hash === undefined || hash.digest('hex') === md5) return;
  throw new Failure('retry', 'damaged', `${uri}: the bytes that came do not have its MD5`);
}

function blocksOf(
  { store, address, info: { size, version } }: Found,
  start: number,
  signal: AbortSignal,
  isTakenAtOnce: boolean,
): AsyncIterable<Uint8Array> {
  const memory = isTakenAtOnce && address.scheme === 'file' ? { memory: ring() } : {};
  if (address.scheme === 'file' || size - start <= LARGE_BYTES)
    return streamOf(store.read(address, { start, version, signal, ...memory }));
  return readRanges(
    (from, to, given) =>
      store.read(address, { start: from, end: to, version, signal: AbortSignal.any([signal, given]) }),
    { start, end: size, rangeBytes: RANGE_BYTES, atOnce: RANGES_AT_ONCE },
  );
}

/** One is given, one is read ahead, one is being read. */
const BLOCKS = 4;
const BLOCK_BYTES = 1024 * 1024;

function ring(): () => Uint8Array {
  const blocks = Array.from({ length: BLOCKS }, () => Buffer.allocUnsafeSlow(BLOCK_BYTES));
  let count = 0;
  return () => blocks[count++ % BLOCKS]!;
}

async function* streamOf(stream: Promise<AsyncIterable<Uint8Array>>): AsyncGenerator<Uint8Array, void> {
  yield* await stream;
}
