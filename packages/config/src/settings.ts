import { spellDuration } from './duration.ts';
import { mask } from './mask.ts';
import type { Option, Options, Value, ValuesOf } from './option.ts';
import type { ResourceName, resources } from './resources.ts';
import { spellSize } from './size.ts';

/** The settings of one run: checked, merged, and each with where it came from. */
export interface Settings<O extends Options, R extends ResourceName> {
  readonly values: ValuesOf<O>;
  readonly resources: { readonly [K in R]: ValuesOf<(typeof resources)[K]> };
  readonly profile?: string;
  /** The leat.yaml files that were read, the strongest first. */
  readonly files: readonly string[];
  /** What is not wrong but should be known, such as a secret that everybody can read. */
  readonly warnings: readonly string[];
  /** `flag --url`, `environment CLOWDER_URL`, `leat.yaml line 7 (profile prod)`, `default` or `not set`. */
  origin(section: string, name: string): string;
  /** One row per setting, for `--print-config`. */
  describe(): readonly DescribedSetting[];
}

export interface DescribedSetting {
  /** `clowder.url` */
  readonly setting: string;
  /** In the spelling of leat.yaml; empty when not set, `***` for a secret. */
  readonly value: string;
  readonly origin: string;
}

/** A setting with its final value. */
export interface Resolved {
  readonly section: string;
  readonly name: string;
  readonly option: Option;
  readonly value: Value;
  readonly origin: string;
}

export const NOT_SET = 'not set';

export function describeSetting({ section, name, option, value, origin }: Resolved): DescribedSetting {
  const shown = option.secret === true && value !== undefined ? '***' : mask(spell(option, value));
  return { setting: `${section}.${name}`, value: shown, origin };
}

function spell(option: Option, value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'object') return value.map((item) => spell(option, item)).join(', ');
  if (option.type === 'duration') return spellDuration(Number(value));
  return option.type === 'size' ? spellSize(Number(value)) : String(value);
}
