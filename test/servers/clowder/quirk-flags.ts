import { sortByNearest } from '@leat/config';

/** A `--quirk name=value` that cannot be used; the message says why and what to do. */
export class QuirkError extends Error {}

/**
 * Turns `name=value` texts into quirks, by the type of each default: true/false, a number, a word, or a list
 * separated by commas. Quirks whose default is `false` and whose type also takes a text get the text.
 * @param choices the words that a quirk may take, where only a few make sense
 * @throws QuirkError for an unknown name or an unusable value
 */
export function readQuirks<Quirks extends object>(
  flags: readonly string[],
  defaults: Quirks,
  texts: readonly string[],
  choices: Readonly<Record<string, readonly string[]>>,
): Partial<Quirks> {
  const chosen: Record<string, unknown> = {};
  const known = new Map<string, unknown>(Object.entries(defaults));
  for (const flag of flags) {
    const at = flag.indexOf('=');
    if (at < 0) throw new QuirkError(`--quirk ${flag}: write it as name=value`);
    const name = flag.slice(0, at);
    if (!known.has(name)) {
      throw new QuirkError(
        `--quirk ${name}: no such quirk; the nearest is ${sortByNearest(name, known.keys())[0]}`,
      );
    }
    chosen[name] = readValue(name, flag.slice(at + 1), known.get(name), texts.includes(name), choices[name]);
  }
  return chosen as Partial<Quirks>;
}

function readValue(
  name: string,
  value: string,
  standard: unknown,
  takesText: boolean,
  choices: readonly string[] | undefined,
): unknown {
  if (choices && !choices.includes(value)) throw unusable(name, value, choices.join(', '));
  if (Array.isArray(standard)) return value === '' ? [] : value.split(',');
  if (typeof standard === 'number') {
    if (!/^\d+$/.test(value)) throw unusable(name, value, 'a whole number');
    return Number(value);
  }
  if (typeof standard !== 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  if (takesText) return value;
  throw unusable(name, value, 'true or false');
}

function unusable(name: string, value: string, wanted: string): QuirkError {
  return new QuirkError(`--quirk ${name}=${value}: the value must be ${wanted}`);
}
