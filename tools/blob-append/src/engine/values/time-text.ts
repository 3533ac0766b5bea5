import type { Problem } from './parse-json.ts';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?$/;
const OFFSET = /(?:Z|[+-]\d\d(?::?\d\d)?)$/;
/** How many digits of a second each type holds. */
const DIGITS: Readonly<Record<string, number>> = { TIMESTAMP_MS: 3, TIMESTAMP_NS: 9, TIME_NS: 9 };
const MICROS = 6;
/** A count of nanoseconds in 64 bits ends within the years before and after these. */
const NANO_YEARS = [1678, 2261] as const;

/** An ISO 8601 date as DuckDB reads it; what is wrong with it. */
export function dateText(text: string): string | Problem {
  const found = DATE.exec(text);
  return found !== null && isDay(found) ? text : { problem: 'is no date: write it as 2026-01-31' };
}

/** An ISO 8601 time of the day. @param type `TIME`, `TIME_NS` or `TIME WITH TIME ZONE` */
export function timeText(text: string, type: string): string | Problem {
  const isZoned = type === 'TIME WITH TIME ZONE';
  const [clock, offset] = splitOffset(text);
  if (isZoned !== (offset !== undefined)) return zoneProblem(isZoned, type);
  // Parquet has them in UTC only, and DuckDB tells 12:00+02 from 10:00+00.
  if (isZoned && !/^[+-]00:00$/.test(offset ?? ''))
    return { problem: `is not in UTC, as ${type} is: end it with Z` };
  const time = clockText(clock, type);
  return typeof time === 'string' ? time + (offset ?? '') : time;
}

/** An ISO 8601 date and time. A type with a zone takes only texts with one, and one without takes none. */
export function timestampText(text: string, type: string): string | Problem {
  const wrong = { problem: 'is no time: write it as 2026-01-31T12:00:00' };
  const date = text.slice(0, 10);
  const day = DATE.exec(date);
  if (day === null || !isDay(day) || !/^[T ]$/.test(text.charAt(10))) return wrong;
  if (type === 'TIMESTAMP_NS' && (Number(day[1]) < NANO_YEARS[0] || Number(day[1]) > NANO_YEARS[1]))
    return { problem: `is outside of ${type} (${NANO_YEARS.join(' to ')})` };
  const isZoned = type === 'TIMESTAMP WITH TIME ZONE';
  const [clock, offset] = splitOffset(text.slice(11));
  const time = clockText(clock, type);
  if (typeof time !== 'string') return time;
  if (isZoned !== (offset !== undefined)) return zoneProblem(isZoned, type);
  return `${date} ${time}${offset ?? ''}`;
}

/** Whether a text is a time in UTC that `TIMESTAMP WITH TIME ZONE` holds. */
export function isInstant(text: string): boolean {
  return (
    /(?:Z|[+-]00(?::?00)?)$/.test(text) && typeof timestampText(text, 'TIMESTAMP WITH TIME ZONE') === 'string'
  );
}

function splitOffset(text: string): readonly [clock: string, offset: string | undefined] {
  const offset = OFFSET.exec(text)?.[0];
  if (offset === undefined) return [text, undefined];
  const clock = text.slice(0, -offset.length);
  if (offset === 'Z') return [clock, '+00:00'];
  const [hours, minutes] = [offset.slice(1, 3), offset.slice(3).replace(':', '') || '00'];
  // Left with the clock, it is no time.
  if (Number(hours) > 15 || Number(minutes) > 59) return [text, undefined];
  return [clock, `${offset.charAt(0)}${hours}:${minutes}`];
}

function clockText(clock: string, type: string): string | Problem {
  const found = TIME.exec(clock);
  const [, hours = '', minutes = '', seconds = '00', fraction = ''] = found ?? [];
  if (found === null || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    return { problem: 'is no time: write it as 12:00:00' };
  const digits = fraction.replace(/0+$/, '');
  const most = DIGITS[type] ?? MICROS;
  if (digits.length > most) return { problem: `has more than the ${most} digits of a second of ${type}` };
  return `${hours}:${minutes}:${seconds}${digits === '' ? '' : `.${digits}`}`;
}

function zoneProblem(isZoned: boolean, type: string): Problem {
  return {
    problem: isZoned
      ? `has no time zone, and ${type} needs one: end it with Z`
      : `has a time zone, and ${type} knows none: leave it out`,
  };
}

function isDay([, year, month, day]: RegExpExecArray): boolean {
  const time = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // Date.UTC takes years below 100 for those of the last century.
  return Number(year) >= 100 && time.getUTCMonth() === Number(month) - 1 && time.getUTCDate() === Number(day);
}
