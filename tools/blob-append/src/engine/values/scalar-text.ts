import { decimalText, floatText, integerText, parseDecimal } from './number-text.ts';
import { jsonText, type JsonValue, type Problem } from './parse-json.ts';
import { dateText, timestampText, timeText } from './time-text.ts';
import { INTEGERS, WITHOUT_TEXT } from './types.data.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A value as a text that DuckDB casts to exactly that value; what is in the way where it is not one of the type.
 *
 * Numbers may be given as text, as APIs do that must not lose digits (`"42000.10"`); text is never given as a number.
 */
export function scalarText(name: string, value: JsonValue): string | Problem {
  if (name === 'JSON') return jsonText(value);
  const limits = INTEGERS[name];
  if (limits !== undefined || name === 'DOUBLE' || name === 'FLOAT') return numberText(name, value, limits);
  if (name === 'BOOLEAN')
    return typeof value === 'boolean' ? String(value) : { problem: 'is not true or false' };
  if (WITHOUT_TEXT.has(name)) return { problem: `cannot be given as text: ${name} comes from Parquet only` };
  if (typeof value !== 'string') return { problem: 'is no text' };
  // Written as UTF-8 half a character becomes U+FFFD.
  if (!value.isWellFormed()) return { problem: 'has half a character (a lone surrogate)' };
  if (name === 'VARCHAR') return value;
  if (name === 'DATE') return dateText(value);
  if (name === 'UUID') return UUID.test(value) ? value : { problem: 'is no UUID' };
  return name.startsWith('TIMESTAMP') ? timestampText(value, name) : timeText(value, name);
}

export function decimalValueText(precision: number, scale: number, value: JsonValue): string | Problem {
  const number = parseDecimal(digitsOf(value) ?? '');
  return number === undefined ? { problem: 'is no number' } : decimalText(number, precision, scale);
}

function numberText(
  name: string,
  value: JsonValue,
  limits: readonly [bigint, bigint] | undefined,
): string | Problem {
  const digits = digitsOf(value) ?? '';
  if (limits === undefined && name === 'DOUBLE' && isShortest(digits)) return digits;
  const number = parseDecimal(digits);
  if (number === undefined) return { problem: 'is no number' };
  if (limits !== undefined) return integerText(number, ...limits, name);
  return floatText(digits, number, name === 'FLOAT' ? 'FLOAT' : 'DOUBLE');
}

/** Whether a text is what JavaScript writes for the number: most are, and need no other test. */
function isShortest(digits: string): boolean {
  const number = Number(digits);
  return Number.isFinite(number) && String(number) === digits;
}

function digitsOf(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'digits' in value ? value.digits : undefined;
}
