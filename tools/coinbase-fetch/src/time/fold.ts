import type { Log } from '@leat/pipe';
import type { Labels } from './labels.ts';

/** Notices where clocks are put back, so that one text stands for two times. */
export interface Fold {
  /** @param seconds each later than the one before */
  note(seconds: number): void;
  tell(product: string, log: Log): void;
}

export function watchFold(labels: Labels): Fold {
  let shown = -Infinity;
  let first: number | undefined;
  let count = 0;
  return {
    note(seconds) {
      const offset = labels.hiddenOffset(seconds);
      if (offset === undefined) return;
      if (seconds + offset > shown) {
        shown = seconds + offset;
        return;
      }
      first ??= seconds;
      count++;
    },
    tell(product, log) {
      if (first === undefined) return;
      log.warn(
        `where the clocks go back, ${count} rows have the time of an earlier row, the first is ${labels.write(first)}`,
        { key: product, hint: '%z in --time-format tells them apart' },
      );
    },
  };
}
