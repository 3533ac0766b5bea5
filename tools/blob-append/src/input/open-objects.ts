import { Failure, type Item, type OpenContext } from '@leat/pipe';
import { StorageError, type Access } from '@leat/storage';
import { openPlace } from '../table/place.ts';
import type { SourceObject } from './objects.ts';

/**
 * Finds out which versions of which objects are meant; none is read.
 *
 * @param from the one object, where the settings name it
 * @param items the records that name them otherwise
 * @throws Failure when the one object is not there; one of several is rejected
 */
export async function openObjects(
  access: Access,
  context: OpenContext,
  from: string | undefined,
  items: readonly Item[],
): Promise<{ readonly objects: readonly SourceObject[]; readonly rejected: ReadonlyMap<number, Failure> }> {
  if (from !== undefined)
    return { objects: [await openObject(access, context, from, undefined, 0)], rejected: new Map() };
  const objects: SourceObject[] = [];
  const rejected = new Map<number, Failure>();
  for (const [index, { uri, parsed }] of items.entries()) {
    const { version } = parsed;
    try {
      if (uri === undefined)
        throw new Failure('reject', 'bad_record', 'uri must say where the object is', {
          hint: 'rows themselves go in with --input rows',
        });
      const wanted = typeof version === 'string' ? version : undefined;
      objects.push(await openObject(access, context, uri, wanted, index));
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.class !== 'reject') throw thrown;
      rejected.set(index, thrown);
    }
  }
  return { objects, rejected };
}

async function openObject(
  access: Access,
  context: OpenContext,
  uri: string,
  version: string | undefined,
  index: number,
): Promise<SourceObject> {
  const place = await openPlace(uri, access, context);
  if (version !== undefined) return { place, version, index };
  try {
    return {
      place,
      index,
      version: (await place.store.stat(place.address, { signal: place.signal })).version,
    };
  } catch (thrown) {
    if (thrown instanceof StorageError && thrown.reason === 'notFound')
      throw new Failure('reject', 'source_missing', `${uri}: there is no such object`, {
        hint: 'check the spelling',
        cause: thrown,
      });
    throw thrown;
  }
}
