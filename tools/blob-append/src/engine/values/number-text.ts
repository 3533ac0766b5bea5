import type { Problem } from './parse-json.ts';

/** A decimal number as its text says it: `digits` × 10^`exponent`, without zeros at either end. */
export interface Decimal {
  readonly isNegative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** @returns undefined when the text is no number by RFC 8259 section 6 */
export function parseDecimal(text: string): Decimal | undefined {
  const found = NUMBER.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  const all = (whole + fraction).replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  const isNegative = sign === '-';
  if (digits === '') return { isNegative, digits, exponent: 0 };
  return { isNegative, digits, exponent: Number(exponent) - fraction.length + all.length - digits.length };
}

/** The number as an integer; what is in the way where it has a fraction or is out of range. */
export function integerText(number: Decimal, least: bigint, most: bigint, type: string): string | Problem {
  if (number.exponent < 0) return { problem: `has a fraction, which ${type} cannot hold` };
  const most38 = 39 - number.digits.length;
  const value = number.exponent > most38 ? most + 1n : BigInt(plainText(number, 0) || '0');
  if (value < least || value > most) return { problem: `is outside of ${type} (${least} to ${most})` };
  return String(value);
}

/** The number with all its digits; what is in the way where it has more than the type. */
export function decimalText(number: Decimal, precision: number, scale: number): string | Problem {
  const type = `DECIMAL(${precision},${scale})`;
  if (number.exponent < -scale) return { problem: `has more than the ${scale} decimals of ${type}` };
  if (number.digits.length + number.exponent > precision - scale)
    return { problem: `has more than the ${precision - scale} digits before the point of ${type}` };
  return plainText(number, scale);
}

function plainText({ isNegative, digits, exponent }: Decimal, scale: number): string {
  if (digits === '') return '0';
  const shifted = digits.padEnd(digits.length + exponent + scale, '0').padStart(scale + 1, '0');
  const point = shifted.length - scale;
  const fraction = scale === 0 ? '' : `.${shifted.slice(point)}`;
  return `${isNegative ? '-' : ''}${shifted.slice(0, point)}${fraction}`;
}

/** Digits that every number has to itself: no other text of so many digits becomes the same one. */
const SAFE_DIGITS = { DOUBLE: 15, FLOAT: 6 } as const;
/** Digits that tell each number from its neighbours: a program that prints more prints noise. */
const MOST_DIGITS = { DOUBLE: 17, FLOAT: 9 } as const;
/** As many as `toPrecision` gives, for numbers written out to the end: 2^80, 0.1 in full. */
const ALL_DIGITS = 100;

/**
 * The nearest binary number, as a text that becomes it. The text may be rounded in becoming one, as 0.1 is, but must be
 * what comes back when as many digits are printed: 9007199254740993 is not.
 */
export function floatText(text: string, number: Decimal, type: 'DOUBLE' | 'FLOAT'): string | Problem {
  const exact = Number(text);
  const nearest = type === 'FLOAT' ? Math.fround(exact) : exact;
  if (!Number.isFinite(nearest)) return { problem: `is larger than ${type} can hold` };
  if (nearest === 0) {
    if (number.digits !== '') return { problem: `is smaller than ${type} can hold` };
    return number.isNegative ? '-0.0' : '0';
  }
  const count = number.digits.length;
  const isKept =
    (count <= SAFE_DIGITS[type] && Math.abs(nearest) > 1e-30) ||
    (count <= MOST_DIGITS[type] && isSame(number, nearest.toPrecision(count))) ||
    isSame(number, nearest.toPrecision(ALL_DIGITS));
  return isKept
    ? String(nearest)
    : { problem: `has more digits than ${type} can hold: the nearest is ${nearest}` };
}

function isSame(number: Decimal, printed: string): boolean {
  const other = parseDecimal(printed);
  return other?.digits === number.digits && other.exponent === number.exponent;
}
