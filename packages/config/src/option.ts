/**
 * One setting as plain data. Flags, environment names, keys of leat.yaml, help texts and the JSON Schema all
 * derive from these tables, so a setting is described once.
 */
export interface Option {
  /**
   * What it holds; see `ValuesOf` for the type of the value. `count` is a whole number, `duration` is given as
   * `30s` or `1h` and read as seconds, `address` is a path or, with a scheme, an object in a store, `size` is given as `64KiB` or `1GB` and read as bytes, `time` is given
   * as ISO 8601 or as an age (`7d`) and read as an ISO string in UTC.
   */
  readonly type:
    | 'text'
    | 'flag'
    | 'count'
    | 'number'
    | 'duration'
    | 'size'
    | 'choice'
    | 'url'
    | 'path'
    | 'address'
    | 'time';
  /** What it does, for the help: one sentence without a full stop. */
  readonly describe: string;
  /** In any form that a person may write: `30` and `'30s'` are the same duration. */
  readonly default?: string | number | boolean | readonly string[];
  readonly choices?: readonly string[];
  /** May be given several times. */
  readonly many?: boolean;
  /** Taken from the words of the command line, not from a flag. */
  readonly positional?: boolean;
  /** One letter. */
  readonly alias?: string;
  /** Names that people already use, besides `LEAT_<SECTION>_<OPTION>`; the first that is set wins. */
  readonly env?: readonly string[];
  /** Never a flag by value; may come from a file or a command; masked wherever it is shown. */
  readonly secret?: boolean;
  readonly required?: boolean;
  /** Bounds of the value, in its own unit (seconds, bytes). */
  readonly min?: number;
  readonly max?: number;
  /** Shown in the help for the value: `DIR`. */
  readonly placeholder?: string;
}

/** Keys are camelCase. */
export type Options = Readonly<Record<string, Option>>;

export type Value = boolean | number | string | readonly (boolean | number | string)[] | undefined;

/**
 * The values of a table: a `flag` is a boolean and never undefined, counts, numbers, durations (seconds) and
 * sizes (bytes) are numbers, a choice is one of its words, the rest are strings. What may be repeated is a
 * list, empty when not given. Anything else is undefined when it is neither required nor has a default.
 */
export type ValuesOf<O extends Options> = { readonly [K in keyof O]: ValueOf<O[K]> };

// A table that is only known as `Options` (in code for every tool) gives the union of all.
type ValueOf<T extends Option> = Option extends T
  ? Value
  : T extends { many: true }
    ? readonly Single<T>[]
    : T extends { type: 'flag' }
      ? boolean
      : T extends { required: true } | { default: string | number | boolean }
        ? Single<T>
        : Single<T> | undefined;

type Single<T extends Option> = T extends { type: 'flag' }
  ? boolean
  : T extends { type: 'count' | 'number' | 'duration' | 'size' }
    ? number
    : T extends { type: 'choice'; choices: readonly (infer C)[] }
      ? C
      : string;
