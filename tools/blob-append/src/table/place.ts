import { Failure, type OpenContext } from '@leat/pipe';
import { openStore, type Access, type Address, type Store } from '@leat/storage';

/** One object that is, or may become, a table. */
export interface Place {
  readonly uri: string;
  readonly store: Store;
  readonly address: Address;
  readonly traffic: Traffic;
  readonly signal: AbortSignal;
}

/** Bytes that went by here, and that the store copied within itself. */
interface Traffic {
  read: number;
  written: number;
  copied: number;
}

/** @throws Failure reject `bad_uri` */
export async function openPlace(
  uri: string,
  access: Access,
  { signal, moved }: Pick<OpenContext, 'signal' | 'moved'>,
): Promise<Place> {
  return { uri, ...(await openStore(uri, access)), traffic: countTraffic(moved), signal };
}

/** Tells the progress line of what is added. */
function countTraffic(moved: (bytes: number) => void): Traffic {
  const counted = { read: 0, written: 0, copied: 0 };
  return {
    ...counted,
    get read() {
      return counted.read;
    },
    set read(bytes) {
      moved(bytes - counted.read);
      counted.read = bytes;
    },
    get written() {
      return counted.written;
    },
    set written(bytes) {
      moved(bytes - counted.written);
      counted.written = bytes;
    },
  };
}

/**
 * Without conditional writes two appenders would lose each other's rows without a word.
 *
 * @throws Failure fatal `unsafe_store`
 */
export async function requireConditions({ uri, store, address }: Place): Promise<void> {
  if (await store.keepsConditions(address)) return;
  throw new Failure(
    'fatal',
    'unsafe_store',
    `${uri}: the store does not keep If-Match and If-None-Match, so a second writer could undo the first`,
    { hint: 'use a store that does, or --aws-conditional-writes trust where only one process ever writes' },
  );
}
