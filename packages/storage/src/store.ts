import type { Readable } from 'node:stream';
import type { Address } from './address.ts';

/** What a store knows of an object without reading it. */
export interface ObjectInfo {
  readonly uri: string;
  /** Bytes. */
  readonly size: number;
  /** ISO 8601 UTC. */
  readonly mtime: string;
  /** Changes whenever the content does: an ETag without its quotes, or size and times of a file. */
  readonly version: string;
  /** MD5 of the whole content in hexadecimal, where the store has it. */
  readonly md5?: string;
  /** What was written with the object; only from `stat`, and never of a file. */
  readonly metadata?: Metadata;
}

/** Names are of a-z, 0-9 and `_`, beginning with a letter; values are of printable ASCII; 2 KB together. */
export type Metadata = Readonly<Record<string, string>>;

export interface ListOptions {
  /** Only what was written at or after this time, ISO 8601 UTC. */
  readonly since?: string;
  readonly signal?: AbortSignal;
}

export interface ReadOptions {
  /** The first byte; default 0. */
  readonly start?: number;
  /** The byte after the last; default the end. */
  readonly end?: number;
  /** What must be there. A read of anything else fails with `changed`, at the latest at its end. */
  readonly version?: string | undefined;
  /**
   * Of files: the memory into which the block from this offset on is read; default new one for each. It is filled, as
   * far as the file goes. One block is read ahead of the one that is given.
   */
  memory?(offset: number): Uint8Array;
  readonly signal?: AbortSignal;
}

/**
 * The bytes of an object. As a function it is asked for them from an offset on, which lets a resumed write leave out
 * what is there already.
 */
export type Source = Uint8Array | AsyncIterable<Uint8Array> | ((start: number) => AsyncIterable<Uint8Array>);

export interface Conditions {
  /** Write only over this version: `changed` otherwise, also where nothing is. */
  readonly ifMatch?: string;
  /** `*`: write only where nothing is: `exists` otherwise. */
  readonly ifNoneMatch?: '*';
}

export interface WriteOptions extends Conditions {
  /** Bytes in all, when known: chooses the size of parts. A source of another length is an error. */
  readonly size?: number;
  /** Offsets, ascending, at which a block of the store should end, so that `replaceTail` can keep what is before. */
  readonly cuts?: readonly number[];
  readonly metadata?: Metadata;
  readonly contentType?: string;
  /**
   * Names this content, as by the address and version that it comes from: what an earlier, cut-off write of the same
   * name has brought over is not sent again.
   */
  readonly resumable?: string;
  /** Counts bytes as the store takes them. */
  moved?(bytes: number): void;
  readonly signal?: AbortSignal;
}

export interface CopyOptions extends Conditions {
  /** What must be copied: `changed` when the original is another version. */
  readonly version?: string;
  /** Instead of the original's. */
  readonly metadata?: Metadata;
  moved?(bytes: number): void;
  readonly signal?: AbortSignal;
}

export interface TailOptions extends Pick<WriteOptions, 'metadata' | 'moved' | 'signal'> {
  /** The version whose first bytes are kept. */
  readonly ifMatch: string;
  /** Bytes of the tail. */
  readonly size: number;
  /** As in `WriteOptions`, in offsets of the new object. */
  readonly cuts?: readonly number[];
}

/** What a cut-off write has left, which no reader sees. */
export interface Leftover {
  readonly uri: string;
  /** `multipart upload`, `uncommitted blocks`, `temporary file`. */
  readonly what: string;
  /** When it was begun, ISO 8601 UTC. */
  readonly begun: string;
}

/**
 * One kind of store. Everything that goes wrong is a `StorageError`; addresses are of the store's own scheme. Whoever
 * writes with conditions asks `keepsConditions` first.
 */
export interface Store<A extends Address = Address> {
  /**
   * What lies below a prefix, in the bytewise order of the names. Of an object store every name that begins with the
   * prefix; of files what is in the directory.
   */
  list(prefix: A, options?: ListOptions): AsyncIterable<ObjectInfo>;
  stat(address: A, options?: { readonly signal?: AbortSignal }): Promise<ObjectInfo>;
  /** A stream of bytes; it fails rather than pass off bytes under a version that they do not have. */
  read(address: A, options?: ReadOptions): Promise<Readable>;
  /** Whole or not at all: a reader sees the old object or the new one. */
  write(address: A, source: Source, options?: WriteOptions): Promise<ObjectInfo>;
  /** Within the store, without the bytes coming by here where that can be. */
  copy(from: A, to: A, options?: CopyOptions): Promise<ObjectInfo>;
  /**
   * Keeps the first `keep` bytes of an object and puts new ones in the place of the rest, in one step as `write`
   * does. What is kept does not come by here where the store can do without.
   *
   * @returns also how many bytes the store had to copy within itself
   */
  replaceTail(
    address: A,
    keep: number,
    tail: Source,
    options: TailOptions,
  ): Promise<ObjectInfo & { readonly copied: number }>;
  /** Removing what is not there is no error. */
  remove(address: A, options?: { readonly ifMatch?: string }): Promise<void>;
  /** Whether the store really refuses a conditional write whose condition does not hold; tried out where in doubt. */
  keepsConditions(address: A): Promise<boolean>;
  /** What cut-off writes below a prefix left more than so many seconds ago; removed as it is listed, unless dry. */
  sweep(
    prefix: A,
    options: {
      readonly olderThanSeconds: number;
      readonly isDryRun?: boolean;
      readonly signal?: AbortSignal;
    },
  ): AsyncIterable<Leftover>;
}
