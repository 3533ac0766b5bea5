import { describeType, type Footer, type Value } from '@leat/parquet';
import { Failure } from '@leat/pipe';
import type { Labels } from '../time/labels.ts';

/** A value of the column time as seconds since 1970. */
export type ReadSeconds = (value: Value) => number;

const PER_SECOND = { millis: 1000n, micros: 1_000_000n, nanos: 1_000_000_000n };

/** 0000-01-01 and 10000-01-01: an infinite time is far beyond both. */
const [LEAST, MOST] = [-62_167_219_200, 253_402_300_800];

/** @throws Failure fatal `table_unlike` when the column is missing or holds no times */
export function secondsReader(footer: Footer, uri: string, labels: Labels): ReadSeconds {
  const dated = (seconds: number): number => {
    if (seconds >= LEAST && seconds < MOST) return seconds;
    throw unlike(`${uri} has a time outside of the years 0 to 9999`, 'is it the table of these candles?');
  };
  const column = footer.columns.find(({ name }) => name === 'time');
  if (column === undefined) throw unlike(`${uri} has no column time`, 'is it the table of these candles?');
  const { logical } = column;
  if (logical.kind === 'timestamp') {
    const unit = PER_SECOND[logical.unit];
    return (value) => {
      const seconds = dated(Number(BigInt(value as bigint | number) / unit));
      return logical.utc ? seconds : labels.instant(seconds);
    };
  }
  if (logical.kind === 'date') return (value) => labels.instant(dated(Number(value) * 86_400));
  if (logical.kind !== 'string')
    throw unlike(
      `the column time of ${uri} is ${describeType(column)}`,
      'it must be a timestamp, a date or text',
    );
  if (!labels.isSortable)
    throw unlike(
      `times like ${labels.write(0)} do not sort, so the last one in ${uri} is not known`,
      'leave out --since-table and give --from',
    );
  return (value) => {
    const seconds = labels.read(value as string);
    if (seconds !== undefined) return seconds;
    throw unlike(
      `the time ${JSON.stringify(value)} in ${uri} is not ${labels.format}`,
      "say how the table has its times, as in --time-format '%Y-%m-%d %H:%M' --time-zone Europe/Berlin",
    );
  };
}

function unlike(message: string, hint: string): Failure {
  return new Failure('fatal', 'table_unlike', message, { hint });
}
