import { Failure } from '@leat/pipe';
import { ParquetError, readFooter, type Footer } from '@leat/parquet';
import { StorageError, type ObjectInfo } from '@leat/storage';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from './place.ts';
import { rangesOf } from './read-range.ts';

const SETTLE_MS = 100;

/** A table in one version. */
export interface Seen {
  readonly info: ObjectInfo;
  readonly footer: Footer;
}

/**
 * What is there now. Only the store's word that nothing is there means that there is no table; whatever else goes
 * wrong is thrown.
 */
export async function look({ store, address, signal }: Place): Promise<ObjectInfo | undefined> {
  try {
    return await store.stat(address, { signal });
  } catch (thrown) {
    if (thrown instanceof StorageError && thrown.reason === 'notFound') return undefined;
    throw thrown;
  }
}

/** @throws Failure fatal `unreadable_table`; StorageError `changed` */
export async function readTable(place: Place, info: ObjectInfo): Promise<Seen> {
  try {
    return { info, footer: await readFooter(info.size, rangesOf(place, info.version)) };
  } catch (thrown) {
    if (!(thrown instanceof ParquetError)) throw thrown;
    await refuseWhenChanged(place, info);
    throw unreadable(place.uri, thrown);
  }
}

/**
 * Some gateways to a file system give out the bytes of a new object for a moment under the ETag of the old one: what
 * cannot be read is believed only of an object that stays what it was.
 *
 * @throws StorageError `changed`
 */
async function refuseWhenChanged(place: Place, { version, size }: ObjectInfo): Promise<void> {
  await sleep(SETTLE_MS, undefined, { signal: place.signal });
  const now = await look(place);
  if (now?.version === version && now.size === size) return;
  throw new StorageError('changed', `${place.uri}: it is not what it was`);
}

/**
 * A file may become another while it is read; what goes wrong with it then says nothing about what was looked at.
 *
 * @throws StorageError `changed`
 */
export async function unlessChanged<T>(place: Place, { version }: ObjectInfo, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const isOnDisk = place.address.scheme === 'file' && !(cause instanceof StorageError);
    if (!isOnDisk || (await look(place))?.version === version) throw cause;
    throw new StorageError('changed', `${place.uri}: it is not what it was`, { cause });
  }
}

function unreadable(uri: string, cause: ParquetError): Failure {
  return new Failure('fatal', 'unreadable_table', `${uri} cannot be read as a table: ${cause.message}`, {
    hint: 'is it the right one? if so, bring back an older version of it, or move it away',
    cause,
  });
}
