import { Failure } from '@leat/pipe';
import { openStore, StorageError } from '@leat/storage';
import type { Run } from '../run.ts';
import type { WantedFile } from '../wanted.ts';
import type { Found } from './read-found.ts';

/**
 * What is to be copied, in the version that the record names, or as it is now.
 *
 * @throws StorageError `notFound`, `changed`; Failure reject `bad_uri`
 */
export async function findOriginal({ access, signal }: Run, { from, version }: WantedFile): Promise<Found> {
  const { store, address } = await openStore(from, access);
  const info = await store.stat(address, { signal });
  if (version === undefined || info.version === version) return { store, address, info };
  throw new StorageError('changed', `${from}: it has changed since it was listed`);
}

/** What lies where a copy goes; `info` is undefined where nothing is. */
export interface Target extends Omit<Found, 'info'> {
  readonly info: Found['info'] | undefined;
}

export async function findTarget({ access, signal }: Run, { to }: WantedFile): Promise<Target> {
  const { store, address } = await openStore(to, access);
  try {
    return { store, address, info: await store.stat(address, { signal }) };
  } catch (thrown) {
    if (!isReason(thrown, 'notFound')) throw thrown;
    return { store, address, info: undefined };
  }
}

export function isFound(target: Target): target is Found {
  return target.info !== undefined;
}

export function isReason(thrown: unknown, ...reasons: StorageError['reason'][]): boolean {
  return thrown instanceof StorageError && reasons.includes(thrown.reason);
}

/** @throws Failure reject `conflict` */
export function refuseConflict({ to }: WantedFile): never {
  throw new Failure('reject', 'conflict', `there is other content at ${to}`, {
    hint: '--on-conflict skip or replace',
  });
}
