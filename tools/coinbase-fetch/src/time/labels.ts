import { badOption } from '../bad-option.ts';
import { isoOf } from './iso.ts';
import { readByPattern, readPattern, writeByPattern } from './pattern.ts';
import { openZone } from './zone.ts';

/** Times as the table has them. */
export interface Labels {
  /** As a message names it. */
  readonly format: string;
  /** @param seconds since 1970 */
  write(seconds: number): string;
  /** @returns seconds since 1970, of the first time where a text stands for two; undefined when it is another text */
  read(text: string): number | undefined;
  /** The time at which a clock without a zone shows this, as if it were UTC. */
  instant(wall: number): number;
  /** Whether the last of the texts is that of the last time. */
  readonly isSortable: boolean;
  /** Whether an earlier candle has the same text, because the clocks have gone back in between. */
  isRepeated(seconds: number): boolean;
}

const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

const iso: Labels = {
  format: 'ISO 8601 with its zone',
  write: isoOf,
  read(text) {
    const milliseconds = ISO.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
  },
  instant: (wall) => wall,
  isSortable: true,
  isRepeated: () => false,
};

/**
 * @param step seconds of a candle
 * @throws UsageFailure `time_format_bad`, `time_zone_bad`
 */
export function openLabels(format: string | undefined, zoneName: string | undefined, step: number): Labels {
  if (format === undefined && zoneName === undefined) return iso;
  if (format === undefined)
    throw badOption(
      'time_format_missing',
      '--time-zone alone says nothing: times are ISO 8601 in UTC',
      "give --time-format too, as in '%Y-%m-%d %H:%M'",
    );
  const pattern = readPattern(format, step);
  const zone = openZone(zoneName ?? 'UTC');
  const hasOffset = pattern.parts.some(({ letter }) => letter === 'z');
  return {
    format: `${format} in ${zone.name}`,
    write(seconds) {
      const offset = zone.offset(seconds);
      return writeByPattern(pattern, seconds + offset, offset);
    },
    read(text) {
      const found = readByPattern(pattern, text);
      if (found === undefined) return undefined;
      return found.offset === undefined ? zone.instant(found.wall) : found.wall - found.offset;
    },
    instant: zone.instant,
    isSortable: pattern.isSortable,
    isRepeated(seconds) {
      const before = seconds - zone.instant(seconds + zone.offset(seconds));
      return !hasOffset && before > 0 && before % step === 0;
    },
  };
}
