import { Failure } from '@leat/pipe';
import { ParquetError, readFooter, type Footer } from '@leat/parquet';
import { StorageError, type ObjectInfo } from '@leat/storage';
import type { Place } from './place.ts';
import { rangesOf } from './read-range.ts';

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
    throw thrown instanceof ParquetError ? unreadable(place.uri, thrown) : thrown;
  }
}

function unreadable(uri: string, cause: ParquetError): Failure {
  return new Failure('fatal', 'unreadable_table', `${uri} cannot be read as a table: ${cause.message}`, {
    hint: 'nothing was written; bring back an older version of it, or move it away',
    cause,
  });
}
