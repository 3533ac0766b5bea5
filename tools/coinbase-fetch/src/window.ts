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
/** 2012-01-01T00:00:00Z, on the grid of every granularity. There was no Coinbase yet, so nobody needs to be asked. */
const EARLIEST = 1_325_376_000;

/**
 * The window of a product of which nothing is stored.
 *
 * @param step seconds of a candle
 * @param now what the clock of Coinbase shows
 * @throws UsageFailure `window_empty`
 */
export function wantedWindow(wanted: Wanted, step: number, now: number): Window {
  const { from, to, last } = wanted;
  const until = to === undefined ? now : Math.min(to, now);
  const end = endOf(wanted, step, now);
  if (from === undefined && last === undefined) return windowFrom(end - LATEST * step, end);
  if (from !== undefined && from >= until)
    throw badOption(
      'window_empty',
      `--from ${isoOf(from)} is not before ${until === to ? `--to ${isoOf(to)}` : `now, ${isoOf(now)}`}`,
      'give an earlier --from',
    );
  return windowFrom(Math.ceil((from ?? until - last!) / step) * step, end);
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
  return windowFrom(Math.floor(upTo / step) * step, endOf(wanted, step, now));
}

function windowFrom(start: number, end: number): Window {
  return { start: Math.min(Math.max(start, EARLIEST), end), end };
}

function endOf({ to, includesOpen }: Wanted, step: number, now: number): number {
  const current = Math.floor(now / step) * step;
  const newest = includesOpen ? current + step : current;
  return to === undefined ? newest : Math.min(newest, Math.ceil(to / step) * step);
}
