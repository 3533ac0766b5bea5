import type { LabelledRoot } from '../labels.ts';
import { listAhead, type Ahead } from './list-ahead.ts';

/** Prefixes that are listed at the same time: the one that is read, and those after it. */
const AT_ONCE = 8;

/** The listings of all prefixes among the roots, which are begun before it is their turn. */
export interface Listings {
  /** Begins what comes next. Undefined for a directory. */
  of(root: LabelledRoot): Ahead | undefined;
  stop(): void;
}

/** @param stopped ends them all */
export function openListings(roots: readonly LabelledRoot[], stopped: AbortSignal): Listings {
  const prefixes = roots.filter(({ objects }) => objects !== undefined);
  const begun: Ahead[] = [];
  const begin = ({ objects }: LabelledRoot): Ahead =>
    listAhead((ended) => objects!.list(AbortSignal.any([stopped, ended])));
  return {
    of(root) {
      const at = prefixes.indexOf(root);
      if (at === -1) return undefined;
      while (begun.length < Math.min(at + AT_ONCE, prefixes.length))
        begun.push(begin(prefixes[begun.length]!));
      return begun[at];
    },
    stop() {
      for (const listing of begun) listing.stop();
    },
  };
}
