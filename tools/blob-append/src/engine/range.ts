import type { Engine } from './engine.ts';
import { quoteName, quoteText } from './sql.ts';
import type { TableColumn } from './table-column.ts';
import { INTEGERS } from './values/types.data.ts';

export type TimeUnit = 'millis' | 'micros' | 'nanos';

/** The ends of a range, both inclusive. */
export interface ColumnRange {
  readonly min: Bound;
  readonly max: Bound;
}

export interface Bound {
  /** As a DuckDB literal. */
  readonly literal: string;
  /** As Parquet statistics hold it: integers, dates, times and unscaled decimals as bigint, text as string. */
  readonly value: bigint | number | string;
}

const NANOS_PER_UNIT: Readonly<Record<TimeUnit, bigint>> = { millis: 1_000_000n, micros: 1000n, nanos: 1n };
const TIMESTAMP_UNITS: Readonly<Record<string, TimeUnit>> = {
  TIMESTAMP_MS: 'millis',
  TIMESTAMP: 'micros',
  'TIMESTAMP WITH TIME ZONE': 'micros',
  TIMESTAMP_NS: 'nanos',
};
const EPOCHS: Readonly<Record<TimeUnit, string>> = {
  millis: 'epoch_ms',
  micros: 'epoch_us',
  nanos: 'epoch_ns',
};

/** Statistics do not hold longer texts either. */
const MOST_TEXT = 1000;

/**
 * The ranges of the columns that have one (see `Staged.range`), by name.
 *
 * @param relation its name in the engine, unquoted
 */
export async function rangesOf(
  engine: Engine,
  relation: string,
  columns: readonly TableColumn[],
  unit?: TimeUnit,
): Promise<ReadonlyMap<string, ColumnRange>> {
  const ordered = columns.filter(({ type }) => storedValue(type, 'x') !== undefined);
  const ranges = new Map<string, ColumnRange>();
  if (ordered.length === 0) return ranges;
  const parts = ordered.flatMap(({ name, type }, index) => {
    const column = quoteName(name);
    const [min, max] = ends(column, type);
    return [
      `${min}::VARCHAR AS min${index}`,
      `${max}::VARCHAR AS max${index}`,
      `${storedValue(type, min)}::VARCHAR AS least${index}`,
      `${storedValue(type, max)}::VARCHAR AS most${index}`,
      `count(*) = count(${column})${isFloat(type) ? ` AND NOT coalesce(bool_or(isnan(${column})), false)` : ''} AS whole${index}`,
    ];
  });
  const [row] = await engine.rows(`SELECT ${parts.join(', ')} FROM ${quoteName(relation)}`);
  for (const [index, { name, type }] of ordered.entries()) {
    const [min, max, least, most] = ['min', 'max', 'least', 'most'].map((end) => row?.[`${end}${index}`]);
    // There are no values, or one is infinite.
    if (row?.[`whole${index}`] !== true || typeof least !== 'string' || typeof most !== 'string') continue;
    if (least.length > MOST_TEXT || most.length > MOST_TEXT) continue;
    const bound = (text: unknown, stored: string): Bound => ({
      literal: `CAST(${quoteText(String(text))} AS ${type})`,
      value: parseStored(type, stored, unit),
    });
    ranges.set(name, { min: bound(min, least), max: bound(max, most) });
  }
  return ranges;
}

/** -0.0 equals 0.0, but a range from one to the other would leave the first out where order tells them apart. */
function ends(column: string, type: string): readonly [string, string] {
  return isFloat(type)
    ? [`(min(${column}) + 0.0)`, `(max(${column}) + 0.0)`]
    : [`min(${column})`, `max(${column})`];
}

function isFloat(type: string): boolean {
  return type === 'DOUBLE' || type === 'FLOAT';
}

/** SQL for what Parquet stores of a value; undefined for a type whose statistics are not to be used. */
function storedValue(type: string, value: string): string | undefined {
  if (Object.hasOwn(INTEGERS, type) || isFloat(type) || type === 'VARCHAR') return value;
  if (type === 'DATE') return `datediff('day', DATE '1970-01-01', ${value})`;
  const unit = TIMESTAMP_UNITS[type];
  if (unit !== undefined) return `${EPOCHS[unit]}(${value})`;
  return type.startsWith('DECIMAL(') ? value : undefined;
}

function parseStored(type: string, text: string, unit: TimeUnit | undefined): Bound['value'] {
  if (type === 'VARCHAR') return text;
  if (isFloat(type)) return Number(text);
  const own = TIMESTAMP_UNITS[type];
  if (own === undefined) return BigInt(text.replace('.', ''));
  return floorTo(BigInt(text) * NANOS_PER_UNIT[own], NANOS_PER_UNIT[unit ?? own]);
}

function floorTo(nanos: bigint, unit: bigint): bigint {
  const whole = nanos / unit;
  return nanos % unit < 0n ? whole - 1n : whole;
}
