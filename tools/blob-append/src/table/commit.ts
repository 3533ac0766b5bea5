import type { Footer, Graft } from '@leat/parquet';
import { Failure } from '@leat/pipe';
import type { Conditions, Metadata, ObjectInfo } from '@leat/storage';
import { blocksOfTail, type Tail } from './graft-bytes.ts';
import { streamLocal } from './local-file.ts';
import { look } from './look.ts';
import { requireConditions, type Place } from './place.ts';

/** @throws StorageError `changed` when another writer was faster */
export async function commitGraft(
  place: Place,
  before: ObjectInfo,
  { graft, tail, metadata }: { graft: Graft; tail: Tail; metadata: Metadata },
): Promise<ObjectInfo> {
  await requireConditions(place);
  const { store, address, traffic, signal } = place;
  const { copied, ...info } = await store.replaceTail(
    address,
    graft.keep,
    (start) => blocksOfTail(tail, start),
    {
      ifMatch: before.version,
      size: tail.size,
      cuts: graft.cuts,
      metadata,
      moved: (bytes) => (traffic.written += bytes),
      signal,
    },
  );
  traffic.copied += copied;
  return verified(place, info, graft.size);
}

/** @throws StorageError `changed`, `exists` when another writer was faster */
export async function commitWhole(
  place: Place,
  before: ObjectInfo | undefined,
  { path, footer, metadata }: { path: string; footer: Footer; metadata: Metadata },
): Promise<ObjectInfo> {
  await requireConditions(place);
  const { store, address, traffic, signal } = place;
  const condition: Conditions = before === undefined ? { ifNoneMatch: '*' } : { ifMatch: before.version };
  const moved = (bytes: number): void => void (traffic.written += bytes);
  const info =
    address.scheme === 'file'
      ? await store.copy({ scheme: 'file', path }, address, { ...condition, moved, signal })
      : await store.write(address, (start) => streamLocal(path, start), {
          ...condition,
          size: footer.size,
          cuts: [...footer.rowGroups.map(({ end }) => end), footer.footerStart],
          metadata,
          moved,
          signal,
        });
  return verified(place, info, footer.size);
}

/** What the store says of it afterwards; by then another writer may have gone on. */
async function verified(place: Place, info: ObjectInfo, size: number): Promise<ObjectInfo> {
  const there = await look(place);
  if (there !== undefined && (there.version !== info.version || there.size === size)) return info;
  const found = there === undefined ? 'nothing' : `${there.size} bytes`;
  throw new Failure(
    'fatal',
    'not_verified',
    `${place.uri}: ${size} bytes were written, and ${found} are there`,
    {
      hint: 'look at the store; the rows can be sent again',
    },
  );
}
