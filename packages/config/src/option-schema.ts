import * as z from 'zod';
import { DURATION, parseDuration } from './duration.ts';
import type { Option } from './option.ts';
import { parseSize, SIZE } from './size.ts';
import { parseTime, TIME } from './time.ts';

/*
 * Import this file dynamically: it loads zod, which `--help` does not need. Zod itself cannot be the one that is
 * imported dynamically: a bundle then keeps all of it, ten times as much.
 */

const TRUE = ['true', 'yes', 'on', '1'];
const FALSE = ['false', 'no', 'off', '0'];
const FLAG = new RegExp(`^(?:${[...TRUE, ...FALSE].join('|')})$`);
const COUNT = /^\d+$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const ADDRESS = /^https?:\/\//i;

type Single = boolean | number | string;

/**
 * The schema of one value of an option (of each value, when it may be repeated). What goes in is what a
 * person writes: the text of a flag, of the environment or of a YAML scalar, or a number or boolean of JSON.
 * What comes out is the value as in `ValuesOf`.
 * @param now what ages are counted from
 */
export function optionSchema(option: Option, now: Date = new Date()): z.ZodType<Single> {
  return SCHEMAS[option.type](option, now);
}

const SCHEMAS: Readonly<Record<Option['type'], (option: Option, now: Date) => z.ZodType<Single>>> = {
  text: ({ required }) => (required === true ? plainText().pipe(z.string().min(1)) : plainText()),
  path: () => plainText().pipe(place()),
  address: () => plainText().pipe(place()),
  choice: ({ choices }) => z.enum(choices ?? []),
  url: () => z.string().regex(ADDRESS).refine(isPlainAddress),
  flag: () => {
    const word = z.string().toLowerCase().regex(FLAG);
    return z.union([
      z.boolean(),
      z.literal([0, 1]).transform(Boolean),
      word.transform((text) => TRUE.includes(text)),
    ]);
  },
  count: (option) => numeric(bounded(z.int(), option, 0), COUNT, Number),
  number: (option) => numeric(bounded(z.number(), option), NUMBER, Number),
  duration: (option) => numeric(bounded(z.number(), option, 0), DURATION, parseDuration),
  size: (option) => numeric(bounded(z.int(), option, 0), SIZE, parseSize),
  time: (_, now) => parsed(z.string().regex(TIME), (text) => parseTime(text, now)),
};

// YAML without quotes gives numbers and booleans to an editor's schema check; they are texts all the same.
function plainText(): z.ZodType<string> {
  return z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);
}

/** YAML can write a NUL, which no path may hold. */
function place(): z.ZodString {
  return z
    .string()
    .min(1)
    .refine((text) => !text.includes('\0'));
}

function numeric(
  number: z.ZodType<number, number>,
  written: RegExp,
  parse: (text: string) => number | undefined,
): z.ZodType<number> {
  return z.union([number, parsed(z.string().regex(written), parse).pipe(number)]);
}

function bounded(number: z.ZodNumber, { min, max }: Option, least?: number): z.ZodNumber {
  const lower = min ?? least;
  const fromBelow = lower === undefined ? number : number.min(lower);
  return max === undefined ? fromBelow : fromBelow.max(max);
}

function parsed<V>(text: z.ZodString, parse: (text: string) => V | undefined): z.ZodType<V> {
  return text.transform((written, context) => {
    const value = parse(written);
    if (value !== undefined) return value;
    context.issues.push({ code: 'custom', input: written });
    return z.NEVER;
  });
}

function isPlainAddress(text: string): boolean {
  const address = URL.parse(text);
  return address !== null && address.username === '' && address.password === '';
}
