import type { Surroundings } from './find-files.ts';
import { envName, flagName, flagSpellings, resourceFlag, spellings, type Form } from './names.ts';
import type { Option } from './option.ts';
import type { Tree } from './parse-yaml.ts';
import { whereIn, type Section, type SettingsFile } from './settings-file.ts';

/** A setting as somebody wrote it. */
export interface Written {
  readonly form: Form;
  readonly name: string;
  readonly content: Tree;
  /** For people: `flag --url`, `environment CLOWDER_URL`, `leat.yaml line 7 (profile prod)`. */
  readonly origin: string;
  /** For problems: as the origin, but `leat.yaml:7:3`. */
  readonly where: string;
  /** Where its relative paths start. */
  readonly directory: string;
  readonly file?: SettingsFile;
}

/** What was written at one level; more than one only when a secret is given in several forms. */
export type Level = readonly Written[];

export interface Sources extends Surroundings {
  readonly flags: Readonly<Record<string, unknown>>;
  /** The strongest first. */
  readonly files: readonly SettingsFile[];
  readonly profile: string | undefined;
}

/** Which setting: `owner` is a tool, whose flags bear the plain name, or a resource. */
export interface Setting {
  readonly owner: 'tool' | 'resource';
  readonly section: string;
  readonly name: string;
  readonly option: Option;
}

/** The key of the setting's flag: `concurrency`, `clowderUrl`. */
export function flagKey({ owner, section, name }: Setting): string {
  return owner === 'tool' ? name : resourceFlag(section, name);
}

/** All levels at which a setting is given, the strongest first: flags, environment, then each file. */
export function findWritten(setting: Setting, sources: Sources): Level[] {
  const { flags, env, files, profile } = sources;
  const fromFiles = files.flatMap((file) => {
    const ofProfile = profile === undefined ? undefined : file.profiles.get(profile);
    return [
      ofProfile === undefined ? [] : inSections(setting, file, ofProfile, ` (profile ${profile})`),
      inSections(setting, file, file.base, ''),
    ];
  });
  return [inFlags(setting, flags, sources), inEnvironment(setting, env, sources), ...fromFiles].filter(
    (level) => level.length > 0,
  );
}

function inFlags(setting: Setting, flags: Sources['flags'], { cwd }: Surroundings): Level {
  return flagSpellings(flagKey(setting), setting.option).flatMap(({ form, name }) => {
    const value = flags[name];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    const word = value === false ? `--no-${flagName(name)}` : `--${flagName(name)}`;
    const where = setting.option.positional === true ? `argument ${name}` : `flag ${word}`;
    return [{ form, name: word, content: treeOf(value), origin: where, where, directory: cwd }];
  });
}

function inEnvironment(setting: Setting, env: NodeJS.ProcessEnv, { cwd }: Surroundings): Level {
  const { section, name, option } = setting;
  const levels = [envName(section, name), ...(option.env ?? [])].map((base) =>
    spellings(name, option).flatMap(({ form, envSuffix }) => {
      const variable = base + envSuffix;
      const text = env[variable];
      // An empty variable is how scripts and unit files leave one out.
      if (text === undefined || text === '') return [];
      const where = `environment ${variable}`;
      // No character but the line feed is safe as a separator: globs hold commas, paths hold colons.
      const content = treeOf(option.many === true ? text.split('\n').filter((line) => line !== '') : text);
      return [{ form, name: variable, content, origin: where, where, directory: cwd }];
    }),
  );
  return levels.find((level) => level.length > 0) ?? [];
}

function inSections(
  setting: Setting,
  file: SettingsFile,
  sections: readonly Section[],
  suffix: string,
): Level {
  const entries = sections.find((section) => section.name === setting.section)?.entries ?? [];
  return spellings(setting.name, setting.option).flatMap(({ form, name }) => {
    const entry = entries.find(({ key }) => key === name);
    if (entry === undefined) return [];
    const origin = `${file.shown} line ${entry.line}${suffix}`;
    const where = whereIn(file, entry.value);
    return [{ form, name, content: entry.value, origin, where, directory: file.directory, file }];
  });
}

/** What yargs gives for a flag, as it was typed. */
export function flagText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function treeOf(value: unknown): Tree {
  const at = { line: 1, column: 1 };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(treeOf), ...at };
  return { kind: 'text', text: flagText(value), ...at };
}
