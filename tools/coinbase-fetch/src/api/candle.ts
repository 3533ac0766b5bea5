/** One candle. Its numbers are kept as JSON number text, with the digits that came. */
export interface Candle {
  /** When its bucket begins, seconds since 1970. */
  readonly time: number;
  readonly low: string;
  readonly high: string;
  readonly open: string;
  readonly close: string;
  readonly volume: string;
}

/** RFC 8259 section 6. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const SECONDS = /^\d{1,11}$/;

/**
 * Reads JSON with its numbers as text.
 *
 * @throws SyntaxError
 */
export function parseWithDigits(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? context!.source : value,
  );
}

/**
 * A candle of what an answer holds, each value as text.
 *
 * @returns undefined when one of them is missing or no number
 */
export function candleOf(
  time: unknown,
  low: unknown,
  high: unknown,
  open: unknown,
  close: unknown,
  volume: unknown,
): Candle | undefined {
  if (typeof time !== 'string' || !SECONDS.test(time)) return undefined;
  if (!isNumber(low) || !isNumber(high) || !isNumber(open) || !isNumber(close) || !isNumber(volume))
    return undefined;
  return { time: Number(time), low, high, open, close, volume };
}

function isNumber(value: unknown): value is string {
  return typeof value === 'string' && NUMBER.test(value);
}
