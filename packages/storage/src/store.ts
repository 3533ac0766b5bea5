import type { Readable } from 'node:stream';
import { Failure } from '@leat/pipe';
import { parseAddress, type Address } from './address.ts';

/** What a store knows of an object without reading it. */
export interface ObjectInfo {
  readonly uri: string;
  /** Bytes. */
  readonly size: number;
  /** ISO 8601 UTC. */
  readonly mtime: string;
  /** Changes whenever the content does: an ETag, or size and times of a file. */
  readonly version: string;
}

export interface ReadOptions {
  /** The first byte; default 0. */
  readonly start?: number;
  /** The byte after the last; default the end. */
  readonly end?: number;
  /** What must be there. A read of anything else fails with `changed`, at the latest at its end. */
  readonly version?: string | undefined;
  readonly signal?: AbortSignal;
}

export interface WriteOptions {
  /** Write only over this version: `changed` otherwise. */
  readonly ifMatch?: string;
  /** `*`: write only where nothing is: `exists` otherwise. */
  readonly ifNoneMatch?: '*';
  readonly signal?: AbortSignal;
}

/**
 * One kind of store. Everything that goes wrong is a `StorageError`; addresses are of the store's own scheme.
 */
export interface Store<A extends Address = Address> {
  /** What lies below a prefix, in the bytewise order of the names. */
  list(prefix: A): AsyncIterable<ObjectInfo>;
  stat(address: A): Promise<ObjectInfo>;
  /** A stream of bytes; it fails rather than pass off bytes under a version that they do not have. */
  read(address: A, options?: ReadOptions): Promise<Readable>;
  /** Whole or not at all: a reader sees the old object or the new one. */
  write(
    address: A,
    source: AsyncIterable<Uint8Array> | Uint8Array,
    options?: WriteOptions,
  ): Promise<ObjectInfo>;
  /** Within the store, without the bytes coming by here where that can be. */
  copy(from: A, to: A, options?: WriteOptions & { readonly version?: string }): Promise<ObjectInfo>;
  /** Removing what is not there is no error. */
  remove(address: A, options?: { readonly ifMatch?: string }): Promise<void>;
}

/** Loaded on first use: the SDKs of object stores are large. */
const stores: Readonly<Partial<Record<Address['scheme'], () => Promise<Store>>>> = {
  file: async () => (await import('./file-store.ts')).fileStore,
};

/**
 * The store that an address belongs to.
 *
 * @throws Failure reject `bad_uri`
 */
export async function openStore(uri: string): Promise<{ store: Store; address: Address }> {
  const address = parseAddress(uri);
  const open = stores[address.scheme];
  if (open === undefined) {
    const known = Object.keys(stores).join(', ');
    throw new Failure('reject', 'bad_uri', `${uri}: this version reads and writes ${known} only`);
  }
  return { store: await open(), address };
}
