import type { Leaf } from './parquet-columns.ts';

/** A kind of stored column whose values DuckDB does not give back as they are. */
interface Loss {
  readonly is: (leaf: Leaf) => boolean;
  /** What would be lost. */
  readonly loss: string;
  /** What to do. */
  readonly hint: string;
}

const MOST_PRECISION = 38;
/** Annotations whose bytes DuckDB 1.5 reads as what they mean. `null` is a column without any value. */
const READ: ReadonlySet<string> = new Set([
  'none',
  'string',
  'utf8',
  'enum',
  'json',
  'date',
  'uuid',
  'int',
  'decimal',
  'timestamp',
  'time',
  'float16',
  'interval',
  'int_8',
  'int_16',
  'int_32',
  'int_64',
  'uint_8',
  'uint_16',
  'uint_32',
  'uint_64',
  'time_millis',
  'time_micros',
  'timestamp_millis',
  'timestamp_micros',
  'bson',
  'null',
  'list',
  'map',
]);

/**
 * Measured with DuckDB 1.5.6, files by pyarrow 26, read and written again. All other types keep their values, but not
 * all their form: REQUIRED becomes OPTIONAL; timestamps of milliseconds in UTC, and times of milliseconds, become
 * microseconds; decimals in fixed-length bytes become integers up to 18 digits; fixed-length bytes become bytes;
 * FLOAT16 becomes FLOAT; ENUM becomes text; a column of type null becomes INT32.
 */
export const LOSSES: readonly Loss[] = [
  {
    is: ({ physical }) => physical === 'INT96',
    loss: 'INT96 timestamps, whose nanoseconds would be cut off',
    hint: 'write the table with timestamps of microseconds (pyarrow: use_deprecated_int96_timestamps=False)',
  },
  {
    is: ({ logical }) => logical.kind === 'timestamp' && logical.unit === 'nanos' && logical.utc === true,
    loss: 'timestamps of nanoseconds with a time zone, which would be cut to microseconds',
    hint: "write the table with timestamps of microseconds (pyarrow: coerce_timestamps='us')",
  },
  {
    is: ({ logical }) => logical.kind === 'time' && logical.unit === 'nanos' && logical.utc === true,
    loss: 'times of nanoseconds with a time zone, which would be cut to microseconds',
    hint: 'write the table with times of microseconds',
  },
  {
    is: ({ logical }) => logical.kind === 'decimal' && (logical.precision ?? 0) > MOST_PRECISION,
    loss: `decimals of more than ${MOST_PRECISION} digits, which would become DOUBLE`,
    hint: `write the table with at most ${MOST_PRECISION} digits`,
  },
  {
    is: ({ logical }) => !READ.has(logical.kind),
    loss: 'a type that would not be written as it was read',
    hint: 'leave the column out, or write it as another type',
  },
];
