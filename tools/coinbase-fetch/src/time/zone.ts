import { badOption } from '../bad-option.ts';

/** The clocks of a place. Times on them are given as if they were UTC, in seconds since 1970. */
export interface Zone {
  readonly name: string;
  /** @returns seconds that its clocks are ahead of UTC at this time */
  offset(seconds: number): number;
  /** The time at which its clocks show this; the first one where they do so twice. */
  instant(wall: number): number;
}

const DAY = 86_400;

/** @throws UsageFailure `time_zone_bad` */
export function openZone(name: string): Zone {
  const format = formatOf(name);
  const offset = (seconds: number): number => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(seconds * 1000)) parts[type] = Number(value);
    const wall = Date.UTC(
      parts['year']!,
      parts['month']! - 1,
      parts['day'],
      parts['hour'],
      parts['minute'],
      parts['second'],
    );
    return wall / 1000 - Math.floor(seconds);
  };
  return {
    name,
    offset,
    instant(wall) {
      // The clocks change by less than a day: one of the offsets before and after holds.
      const guesses = [wall - offset(wall - DAY), wall - offset(wall + DAY)];
      const shown = guesses.filter((guess) => guess + offset(guess) === wall);
      return Math.min(...(shown.length > 0 ? shown : guesses));
    },
  };
}

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw badOption(
      'time_zone_bad',
      `${JSON.stringify(name)} is no time zone`,
      'write it as in Europe/Berlin',
    );
  }
}
