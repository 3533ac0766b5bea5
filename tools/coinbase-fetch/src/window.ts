import { Failure } from '@leat/pipe';
import { badOption } from './bad-option.ts';
import { isoOf } from './time/iso.ts';

/** Buckets that begin from `start` on and before `end`, seconds since 1970, both on the grid of the granularity. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** What a run was told about its window; seconds since 1970, `last` in seconds. */
export interface Wanted {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly last: number | undefined;
  readonly includesOpen: boolean;
}

/** As many as Coinbase gives when it is told no times. */
const LATEST = 300;

/**
 * The window of a product of which nothing is stored.
 *
 * @param step seconds of a candle
 * @param now what the clock of Coinbase shows
 * @throws UsageFailure `window_empty`
 */
export function wantedWindow({ from, to, last, includesOpen }: Wanted, step: number, now: number): Window {
  const until = to === undefined ? now : Math.min(to, now);
  const end = endOf(until, to, includesOpen, step, now);
  if (from === undefined && last === undefined) return { start: end - LATEST * step, end };
  const start = Math.ceil((from ?? until - last!) / step) * step;
  if (from !== undefined && from >= until)
    throw badOption(
      'window_empty',
      'there is nothing from --from on before --to and now',
      'give an earlier --from',
    );
  return { start: Math.min(start, end), end };
}

/**
 * The window of a product that is stored up to a time. It begins with the candle stored last, so that a revised one
 * is seen.
 *
 * @param upTo the time stored last
 * @throws Failure fatal `table_in_future`
 */
export function resumedWindow(upTo: number, wanted: Wanted, step: number, now: number): Window {
  if (upTo > now)
    throw new Failure(
      'fatal',
      'table_in_future',
      `the last time in the table is ${isoOf(upTo)}, which is after now`,
      { hint: 'where its times are those of a place, give --time-format and --time-zone' },
    );
  const { to, includesOpen } = wanted;
  const end = endOf(to === undefined ? now : Math.min(to, now), to, includesOpen, step, now);
  return { start: Math.min(Math.floor(upTo / step) * step, end), end };
}

function endOf(
  until: number,
  to: number | undefined,
  includesOpen: boolean,
  step: number,
  now: number,
): number {
  const current = Math.floor(now / step) * step;
  const newest = includesOpen ? current + step : current;
  return to === undefined ? newest : Math.min(newest, Math.ceil(until / step) * step);
}
