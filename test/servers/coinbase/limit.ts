import type { CoinbaseQuirks } from './quirks.ts';

/** A token bucket, as the documents of Exchange describe theirs. */
export function openLimit(quirks: Pick<CoinbaseQuirks, 'perSecond' | 'burst'>): { isOver(): boolean } {
  let left = quirks.burst;
  let at = performance.now();
  return {
    isOver() {
      const { perSecond, burst } = quirks;
      if (perSecond === 0) return false;
      const now = performance.now();
      left = Math.min(burst, left + ((now - at) / 1000) * perSecond);
      at = now;
      if (left < 1) return true;
      left -= 1;
      return false;
    },
  };
}
