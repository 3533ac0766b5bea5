import { parseDuration } from './duration.ts';

/** ISO 8601 without a zone is UTC; an age needs its unit: `7d`. */
export const TIME =
  /^(?:(?<age>\d+(?:\.\d+)? ?(?:ms|s|m|h|d))|(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?<zone>Z|[+-]\d\d:?\d\d)?)?)$/;

/** @returns the moment as an ISO 8601 string in UTC, or undefined when the text is not a time */
export function parseTime(text: string, now: Date = new Date()): string | undefined {
  const { age, year, month, day, clock = '00:00', zone = 'Z' } = TIME.exec(text)?.groups ?? {};
  if (age !== undefined) return isoString(now.getTime() - (parseDuration(age) ?? Number.NaN) * 1000);
  if (day === undefined || !isInCalendar(Number(year), Number(month), Number(day))) return undefined;
  return isoString(Date.parse(`${year}-${month}-${day}T${clock}${zone}`));
}

// Date.parse takes 30 February and makes it 2 March.
function isInCalendar(year: number, month: number, day: number): boolean {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

function isoString(milliseconds: number): string | undefined {
  const moment = new Date(milliseconds);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
