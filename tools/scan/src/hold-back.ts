import { formatSeconds } from '@leat/pipe';
import type { ScanRules } from './rules.ts';

/** More than the longest scan: within it, a time after the scan began says that something has just changed. */
const DAY_MS = 86_400_000;

/**
 * Why something may still be changing, if it may.
 *
 * @param changedMs when it last changed, in milliseconds since 1970
 */
export function whyUnsettled(changedMs: number, { settleSeconds, nowMs }: ScanRules): string | undefined {
  if (settleSeconds === 0 || nowMs - changedMs >= settleSeconds * 1000) return undefined;
  if (changedMs - nowMs > DAY_MS) return 'changed in the future, by the clock of its file system';
  return `changed less than ${formatSeconds(settleSeconds)} ago`;
}
