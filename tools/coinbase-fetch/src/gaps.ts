import { formatCount, type Log } from '@leat/pipe';
import { isoOf } from './time/iso.ts';
import type { Window } from './window.ts';

/** Counts the intervals of which there is no candle. That is normal: nothing was traded then. */
export interface Gaps {
  /** @param time of a candle; each later than the one before */
  note(time: number): void;
  tell(product: string, log: Log): void;
}

export function openGaps({ start, end }: Window, step: number): Gaps {
  let next = start;
  let missing = 0;
  let first = start;
  let last = start;
  const skip = (until: number): void => {
    if (until <= next) return;
    if (missing === 0) first = next;
    missing += (until - next) / step;
    last = until - step;
  };
  return {
    note(time) {
      skip(time);
      next = time + step;
    },
    tell(product, log) {
      skip(end);
      if (missing === 0) return;
      const all = (end - start) / step;
      const fields = { key: product, intervals: all, missing, first: isoOf(first), last: isoOf(last) };
      if (missing === all)
        log.warn(`no trades in any of ${formatCount(all)} intervals from ${fields.first} on`, fields);
      else
        log.info(
          `no trades in ${formatCount(missing)} of ${formatCount(all)} intervals, the first at ${fields.first}, the last at ${fields.last}`,
          fields,
        );
    },
  };
}
