import { openStore, parseAddress, StorageError, type Access, type ObjectInfo } from '@leat/storage';
import type { ReadContext } from '../content-hash.ts';
import { newSha256 } from '../digest.ts';
import { troubleFailure } from '../trouble-failure.ts';

/** An object store as a scan asks it. */
export interface Objects {
  /** Everything below the prefix, in the bytewise order of the names. */
  list(signal: AbortSignal): AsyncIterable<ObjectInfo>;
  isThere(uri: string, signal: AbortSignal): Promise<boolean>;
  /**
   * The sha256 of an object's content; undefined when it is not that version any more.
   *
   * @throws Failure reject with the code of a trouble
   */
  hash(uri: string, version: string, context: ReadContext): Promise<string | undefined>;
}

/** @param path of a root, without a slash at its end */
export function openObjects(path: string, access: Access): Objects {
  return {
    async *list(signal) {
      const { store, address } = await openStore(`${path}/`, access);
      yield* store.list(address, { signal });
    },

    async isThere(uri, signal) {
      const { store, address } = await openStore(uri, access);
      try {
        await store.stat(address, { signal });
        return true;
      } catch (thrown) {
        if (thrown instanceof StorageError && thrown.reason === 'notFound') return false;
        throw thrown;
      }
    },

    async hash(uri, version, { stopped, moved }) {
      const { store } = await openStore(uri, access);
      const hash = newSha256();
      try {
        const blocks = await store.read(parseAddress(uri), { version, signal: stopped });
        for await (const block of blocks as AsyncIterable<Uint8Array>) {
          hash.update(block);
          moved(block.length);
        }
        return hash.digest('hex');
      } catch (thrown) {
        stopped.throwIfAborted();
        if (!(thrown instanceof StorageError)) throw thrown;
        if (thrown.reason === 'changed') return undefined;
        throw troubleFailure(codes[thrown.reason] ?? 'unreadable', thrown.message, thrown);
      }
    },
  };
}

const codes = { notFound: 'vanished', denied: 'denied' } as Readonly<
  Partial<Record<StorageError['reason'], 'vanished' | 'denied'>>
>;
