import { nearest, type Option, type Options } from '@leat/config';
import parser from 'yargs-parser';
import { flagOf } from './flag-of.ts';

/** What was wrong with the command line; the run ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Takes the words of a command line apart. Values stay texts: what they mean is decided where settings from
 * all places meet.
 *
 * @param table every option that may be given, by its camelCase name
 * @returns given options by camelCase name: text, boolean, or texts for what may be repeated
 * @throws UsageError
 */
export function parseFlags(
  words: readonly string[],
  table: Options,
  commands: readonly string[] = [],
): Record<string, unknown> {
  const flags = Object.entries(table).filter(([, option]) => option.positional !== true);
  const names = new Map(flags.map(([name, option]) => [flagOf(name, option), name]));
  const withValue = flags
    .filter(([, option]) => option.type !== 'flag')
    .map(([name, option]) => flagOf(name, option));
  const { argv, error, aliases } = parser.detailed([...words], {
    boolean: flags
      .filter(([, option]) => option.type === 'flag')
      .map(([name, option]) => flagOf(name, option)),
    string: withValue,
    narg: Object.fromEntries(withValue.map((flag) => [flag, 1])),
    alias: Object.fromEntries(
      flags.flatMap(([name, option]) =>
        option.alias === undefined ? [] : [[flagOf(name, option), option.alias]],
      ),
    ),
    configuration,
  });
  const known = new Set([...names.keys(), ...Object.values(aliases).flat()]);
  const unknown = Object.keys(argv).find((flag) => flag !== '_' && !known.has(flag));
  if (unknown !== undefined) throw new UsageError(unknownOption(unknown, [...names.keys()]));
  if (error !== null) throw new UsageError(wording(error.message));
  const given: Record<string, unknown> = {};
  for (const [flag, name] of names) {
    if (argv[flag] !== undefined) given[name] = valueOf(flag, table[name]!, argv[flag]);
  }
  return { ...given, ...takeWords(argv._.map(String), table, commands) };
}

const configuration = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
};

function valueOf(flag: string, option: Option, value: unknown): unknown {
  if (option.many === true) return Array.isArray(value) ? value : [value];
  if (Array.isArray(value)) throw new UsageError(`--${flag} is given more than once`);
  // What the parser makes of --dry-run=yes.
  if (value === false) throw new UsageError(`--${flag} takes no value`);
  return option.type === 'flag' && option.default === true ? value !== true : value;
}

function takeWords(
  words: readonly string[],
  table: Options,
  commands: readonly string[],
): Record<string, unknown> {
  const positional = Object.entries(table).find(([, option]) => option.positional === true);
  if (words.length === 0) return {};
  if (positional === undefined) {
    const near = nearest(words[0]!, commands);
    throw new UsageError(
      `unexpected word: ${words[0]}${near === undefined ? '' : `; did you mean ${near}?`}`,
    );
  }
  const [name, option] = positional;
  if (option.many === true) return { [name]: words };
  if (words.length > 1) throw new UsageError(`unexpected word: ${words[1]}`);
  return { [name]: words[0] };
}

function unknownOption(flag: string, known: readonly string[]): string {
  const near = nearest(flag, known);
  const dashes = flag.length === 1 ? '-' : '--';
  return `unknown option ${dashes}${flag}${near === undefined ? '' : `; did you mean --${near}?`}`;
}

function wording(message: string): string {
  const missing = /^Not enough arguments following: (?<name>.*)$/.exec(message)?.groups?.['name'];
  return missing === undefined ? message : `--${missing} needs a value`;
}
