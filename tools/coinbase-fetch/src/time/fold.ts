import type { Log } from '@leat/pipe';
import type { Labels } from './labels.ts';

/** Counts the candles of the hour in which the clocks have gone back: their texts are those of earlier candles. */
export interface Fold {
  /** @param seconds since 1970 */
  note(seconds: number): void;
  tell(product: string, log: Log): void;
}

export function watchFold(labels: Labels): Fold {
  let first: number | undefined;
  let count = 0;
  return {
    note(seconds) {
      if (!labels.isRepeated(seconds)) return;
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
