import { Failure, openSlots, whyUnusable, type OpenContext } from '@leat/pipe';
import { openStore, StorageError } from '@leat/storage';
import { isDirectory } from './directory.ts';
import type { CopySettings } from './options.ts';
import type { Run } from './run.ts';

/** Of files that are sent in parts; each takes up to 64 MiB of memory. */
const LARGE_AT_ONCE = 4;

/** @param target without a slash at its end */
export function openRun({ values, resources }: CopySettings, target: string, context: OpenContext): Run {
  const { log, signal, moved, concurrency } = context;
  const isPrefix = /^(?:s3|az):/.test(target);
  let asked: Promise<boolean> | undefined;

  const ask = async (): Promise<boolean> => {
    const { store, address } = await openStore(`${target}/`, resources);
    const keeps = await store.keepsConditions(address);
    if (!keeps)
      log.warn(
        `${target} does not keep conditions: two runs that write one name at the same time are not told apart`,
      );
    return keeps;
  };
  return {
    values,
    access: resources,
    log,
    signal,
    wasThere: { last: true },
    slots: openSlots(concurrency),
    largeSlots: openSlots(Math.min(concurrency, LARGE_AT_ONCE)),
    moved,
    keepsConditions() {
      asked ??= ask().catch((thrown: unknown) => {
        // What could not be found out is asked again.
        asked = undefined;
        throw thrown;
      });
      return asked;
    },
    async refuseUnusable() {
      if (!isPrefix) return refuseDirectory(target);
      try {
        const { store, address } = await openStore(`${target}/`, resources);
        for await (const _ of store.list(address, { signal })) break;
      } catch (thrown) {
        if (!(thrown instanceof StorageError) || thrown.class !== 'reject') throw thrown;
        const hint = thrown.hint ?? 'does the bucket or container exist, and may this account use it?';
        throw new Failure('fatal', 'target_unusable', thrown.message, { hint, cause: thrown });
      }
    },
  };
}

/** One that is there may be denied in parts only. */
function refuseDirectory(target: string): void {
  const why = isDirectory(target) ? undefined : whyUnusable(target);
  if (why === undefined) return;
  throw new Failure('fatal', 'target_unusable', why, { hint: 'give another directory' });
}
