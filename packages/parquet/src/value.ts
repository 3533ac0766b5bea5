/**
 * A value of a column. Every whole number is a bigint: integers, dates (days), times and timestamps (in their unit),
 * decimals (unscaled). Floats are numbers; text is a string; any other bytes, also text that is no UTF-8, are bytes.
 */
export type Value = boolean | number | bigint | string | Uint8Array;

/**
 * Negative when a comes before b, in the order that Parquet's statistics have: numbers by value, false before true,
 * text and bytes by their bytes, unsigned. NaN comes last.
 */
export function compareValues(a: Value, b: Value): number {
  if (isBytes(a) && isBytes(b)) return Buffer.compare(bytesOf(a), bytesOf(b));
  if (isBytes(a) || isBytes(b)) throw new TypeError(`${typeof a} and ${typeof b} have no order`);
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

function isBytes(value: Value): value is string | Uint8Array {
  return typeof value === 'string' || value instanceof Uint8Array;
}

/** JavaScript's own order of strings is another beyond U+FFFF. */
function bytesOf(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value) : value;
}
