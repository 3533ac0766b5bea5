import { badOption } from '../bad-option.ts';

/** The parts of a time pattern, as in strftime(3): their letters and how many digits they have. */
const DIGITS: Readonly<Record<string, number>> = { Y: 4, m: 2, d: 2, H: 2, M: 2, S: 2 };
const COARSE_TO_FINE = 'YmdHMS';

export interface Pattern {
  /** Letters (`Y`, `z`) and, between them, text. */
  readonly parts: readonly { readonly letter?: string; readonly text?: string }[];
  /** Whether texts stand in the order of their times. */
  readonly isSortable: boolean;
}

/**
 * @param step seconds of a candle: two of them must not get the same text
 * @throws UsageFailure `time_format_bad`
 */
export function readPattern(pattern: string, step: number): Pattern {
  const parts = [...pattern.matchAll(/%(?<letter>[^%])|(?<text>(?:%%|[^%])+)|%/g)].map(({ groups }) => {
    const { letter, text } = groups ?? {};
    if (text !== undefined) return { text: text.replaceAll('%%', '%') };
    if (letter === undefined || (letter !== 'z' && DIGITS[letter] === undefined))
      throw bad(`--time-format knows no %${letter ?? ' at its end'}`, 'it knows %Y %m %d %H %M %S %z and %%');
    return { letter };
  });
  const letters = parts.map(({ letter }) => letter ?? '').join('');
  const needed = ['Y', 'm', 'd', ...(step < 86_400 ? ['H'] : []), ...(step % 3600 === 0 ? [] : ['M'])];
  const missing = needed.filter((letter) => !letters.includes(letter));
  if (missing.length > 0)
    throw bad(
      `candles of ${step / 60} minutes get the same text with ${JSON.stringify(pattern)}`,
      `it needs ${missing.map((letter) => `%${letter}`).join(' ')}`,
    );
  return { parts, isSortable: COARSE_TO_FINE.startsWith(letters.replaceAll('z', '')) };
}

/** @param wall what a clock shows, as if it were UTC @param offset seconds that this clock is ahead of UTC */
export function writeByPattern({ parts }: Pattern, wall: number, offset: number): string {
  const date = new Date(wall * 1000);
  const values: Readonly<Record<string, number>> = {
    Y: date.getUTCFullYear(),
    m: date.getUTCMonth() + 1,
    d: date.getUTCDate(),
    H: date.getUTCHours(),
    M: date.getUTCMinutes(),
    S: date.getUTCSeconds(),
  };
  return parts
    .map(({ letter, text }) => {
      if (letter === undefined) return text;
      return letter === 'z' ? writeOffset(offset) : String(values[letter]).padStart(DIGITS[letter]!, '0');
    })
    .join('');
}

/** @returns what the clock shows, as if it were UTC, and its offset where the text has it; undefined when it is another text */
export function readByPattern(
  { parts }: Pattern,
  text: string,
): { readonly wall: number; readonly offset: number | undefined } | undefined {
  const expression = parts.map(({ letter, text: between }) => {
    if (letter === undefined) return RegExp.escape(between!);
    return letter === 'z' ? String.raw`([+-]\d{4})` : String.raw`(\d{${DIGITS[letter]}})`;
  });
  const found = new RegExp(`^${expression.join('')}$`).exec(text);
  if (found === null) return undefined;
  const letters = parts.flatMap(({ letter }) => letter ?? []);
  const values = Object.fromEntries(letters.map((letter, at) => [letter, found[at + 1]!]));
  const { Y, m, d, H = '00', M = '00', S = '00', z } = values;
  const iso = `${Y}-${m}-${d}T${H}:${M}:${S}.000Z`;
  const date = new Date(iso);
  // Date takes 30 February and makes it 2 March.
  if (Number.isNaN(date.getTime()) || date.toISOString() !== iso) return undefined;
  return { wall: date.getTime() / 1000, offset: z === undefined ? undefined : readOffset(z) };
}

function writeOffset(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((it) => String(it).padStart(2, '0'));
  return `${seconds < 0 ? '-' : '+'}${hours}${rest}`;
}

function readOffset(text: string): number {
  const seconds = Number(text.slice(1, 3)) * 3600 + Number(text.slice(3)) * 60;
  return text.startsWith('-') ? -seconds : seconds;
}

function bad(message: string, hint: string): Error {
  return badOption('time_format_bad', message, hint);
}
