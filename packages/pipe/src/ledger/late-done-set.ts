import { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { DoneSet } from './done-set.ts';

/**
 * A done set that need not be there yet: the end of the line makes its ledger in its first run, which may be at this
 * very moment. Until there is one, nothing is done.
 *
 * @param open throws the failure `no_ledger` as long as there is none
 * @throws Failure any other of `open`
 */
export function openLateDoneSet(open: () => DoneSet, log: Log): DoneSet {
  let isTold = false;
  const tryOpen = (): DoneSet | undefined => {
    try {
      return open();
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'no_ledger') throw thrown;
      if (!isTold)
        log.info(`${thrown.message}; everything is emitted until there is one`, { code: thrown.code });
      isTold = true;
      return undefined;
    }
  };
  let done = tryOpen();
  return {
    areDone(pairs) {
      done ??= tryOpen();
      return done?.areDone(pairs) ?? pairs.map(() => false);
    },
    close: () => done?.close(),
  };
}
