import { Failure } from '@leat/pipe';
import { openStore, type Access, type Address, type Store } from '@leat/storage';
import { createHash } from 'node:crypto';
import { LARGE_BYTES, readLarge } from './large-file.ts';
import type { WantedFile } from './wanted.ts';
import { sourceFailure } from './wording.ts';

/** A file as it lies at its source: on a disk of this machine, or in an object store. */
export interface LocalFile {
  readonly version: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes of this version and no other. */
  read(): HashedRead;
  /** SHA-256 in lower-case hex; the file is read for it once, however often it is asked for. */
  sha256(): Promise<string>;
}

/** A read that can be done once, and knows at its end what it has read. */
export interface HashedRead {
  /** A piece stays as it is until `BYTES_AHEAD` bytes after it have been taken. */
  chunks(): AsyncIterable<Buffer>;
  /** Of all chunks, once the last has been taken. */
  sha256(): string;
}

/**
 * Looks at a file before anything is sent.
 *
 * @throws Failure reject `file_missing`; `changed` when it is not the version that the record names
 */
export async function checkLocal(
  { name, uri, version }: Pick<WantedFile, 'name' | 'uri' | 'version'>,
  access: Access,
): Promise<LocalFile> {
  const { store, address } = await openStore(uri, access);
  const info = await store.stat(address).catch((thrown: unknown) => {
    throw sourceFailure(name, thrown);
  });
  if (version !== undefined && version !== info.version) {
    throw new Failure('reject', 'changed', `${name}: ${uri} has changed since it was listed`, {
      hint: 'the next scan emits it as it is now',
    });
  }
  const { size } = info;
  const read = (): HashedRead =>
    address.scheme === 'file' && size >= LARGE_BYTES
      ? readLarge(store, address, size, info.version)
      : readStored(store, address, size, info.version);
  let digest: Promise<string> | undefined;
  return { version: info.version, size, read, sha256: () => (digest ??= digestOfRead(read())) };
}

function readStored(store: Store, address: Address, size: number, version: string): HashedRead {
  const hash = createHash('sha256');
  return {
    async *chunks() {
      for await (const chunk of (await store.read(address, {
        end: size,
        version,
      })) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        yield chunk;
      }
    },
    sha256: () => hash.digest('hex'),
  };
}

async function digestOfRead({ chunks, sha256 }: HashedRead): Promise<string> {
  for await (const _ of chunks());
  return sha256();
}

/** SHA-256 in lower-case hex. */
export async function digestOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
