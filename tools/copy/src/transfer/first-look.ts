import { openStore } from '@leat/storage';
import type { Run } from '../run.ts';
import type { WantedFile } from '../wanted.ts';
import { findOriginal, findTarget, isFound, type Target } from './find.ts';
import type { Found } from './read-found.ts';

/** Sending so little costs no more than asking first whether it is there. */
const SENT_UNASKED_BYTES = 1024 * 1024;

/**
 * The original, and what lies at the target. Small files go into an object store unasked while the ones before them
 * were not there: the write is on the condition that nothing is, and where it is refused the target is looked at.
 */
export async function firstLook(run: Run, file: WantedFile): Promise<[original: Found, target: Target]> {
  if (run.wasThere.last) return Promise.all([findOriginal(run, file), findTarget(run, file)]);
  const original = await findOriginal(run, file);
  const { store, address } = await openStore(file.to, run.access);
  const isUnasked =
    address.scheme !== 'file' &&
    store !== original.store &&
    original.info.size <= SENT_UNASKED_BYTES &&
    (await run.keepsConditions());
  return [original, isUnasked ? { store, address, info: undefined } : await findTarget(run, file)];
}

/** Remembers whether what was looked for was there: the next will mostly be alike. */
export function noteLook(run: Run, target: Target): void {
  run.wasThere.last = isFound(target);
}
