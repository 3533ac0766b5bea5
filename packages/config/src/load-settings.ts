import type { ZodType } from 'zod';
import { checkEnvironment } from './check-environment.ts';
import { checkKeys } from './check-keys.ts';
import { findFiles, type Surroundings } from './find-files.ts';
import { strangersFile, unknownProfile } from './messages.ts';
import type { Option, Options, Value } from './option.ts';
import type { Found } from './read-secret.ts';
import { resolveSetting } from './resolve-setting.ts';
import { resources, type ResourceName } from './resources.ts';
import { SettingsError, type Problem } from './settings-error.ts';
import { readSettingsFile, type SettingsFile } from './settings-file.ts';
import { describeSetting, NOT_SET, type Resolved, type Settings } from './settings.ts';
import { flagText, type Setting } from './written.ts';

export interface SettingsRequest<O extends Options, R extends ResourceName> extends Surroundings {
  /** The tool's name without `leat-`: its section in leat.yaml and the middle of its environment names. */
  readonly tool: string;
  readonly options: O;
  /** The shared sections that the tool uses; secrets of others are not touched. */
  readonly resources: readonly R[];
  /**
   * What the command line gave: camelCase keys, resource settings as `clowderUrl`; `config` and `profile` are
   * read here. Only what was really given: a default among them would hide the files.
   */
  readonly flags: Readonly<Record<string, unknown>>;
}

type UntypedValues = Readonly<Record<string, Value>>;
type UntypedSettings = Omit<Settings<Options, never>, 'resources'> & {
  readonly resources: Readonly<Record<string, UntypedValues>>;
};

/**
 * Merges flags > environment > project file > user file > defaults (in each file the profile before the
 * base) and checks every value.
 * @throws SettingsError with all problems of the load together; those of a file that is no YAML stand alone
 */
export async function loadSettings<const O extends Options, R extends ResourceName>(
  request: SettingsRequest<O, R>,
): Promise<Settings<O, R>>;
// The tables give the types of what was read by them, which the compiler cannot follow.
export async function loadSettings(
  request: SettingsRequest<Options, ResourceName>,
): Promise<UntypedSettings> {
  const { tool, options, flags, env } = request;
  const found: Found = { problems: [], warnings: [] };
  const files = await readFiles(request, found);
  const profile = chooseProfile(flags, env, files, found.problems);
  found.problems.push(...files.flatMap((file) => checkKeys(file, tool, options)));
  found.warnings.push(...files.filter((file) => file.isStrangers).map((file) => strangersFile(file.shown)));

  found.warnings.push(...checkEnvironment(env, tool, options));

  const sources = { ...request, files, profile };
  const settings = [
    ...listSettings('tool', tool, options),
    ...request.resources.flatMap((name) => listSettings('resource', name, resources[name])),
  ];
  const resolved = await Promise.all(settings.map((setting) => resolveSetting(setting, sources, schemaOf)));
  found.problems.push(...resolved.flatMap((it) => it.problems));
  found.warnings.push(...resolved.flatMap((it) => it.warnings));
  if (found.problems.length > 0) throw new SettingsError(found.problems);

  const origins = new Map(resolved.map((it) => [`${it.section}.${it.name}`, it.origin]));
  return {
    values: valuesOf(resolved, tool),
    resources: Object.fromEntries(request.resources.map((name) => [name, valuesOf(resolved, name)])),
    ...(profile === undefined ? {} : { profile }),
    files: files.map((file) => file.path),
    warnings: found.warnings,
    origin: (section, name) => origins.get(`${section}.${name}`) ?? NOT_SET,
    describe: () => resolved.map(describeSetting),
  };
}

/** Loads zod at the first value that needs it. */
async function schemaOf(option: Option): Promise<ZodType<boolean | number | string>> {
  const { optionSchema } = await import('./option-schema.ts');
  return optionSchema(option);
}

async function readFiles(
  request: Surroundings & { flags: SettingsRequest<Options, ResourceName>['flags'] },
  found: Found,
): Promise<readonly SettingsFile[]> {
  const files = findFiles(given(request.flags['config']), request);
  const read: SettingsFile[] = [];
  for (const file of files) {
    const whole = await readSettingsFile(file, found.problems);
    if (whole !== undefined) read.push(whole);
  }
  if (read.length < files.length) throw new SettingsError(found.problems);
  return read;
}

function chooseProfile(
  flags: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv,
  files: readonly SettingsFile[],
  problems: Problem[],
): string | undefined {
  const flag = given(flags['profile']);
  const name = flag ?? (env['LEAT_PROFILE'] || undefined);
  const known = new Set(files.flatMap((file) => [...file.profiles.keys()]));
  if (name !== undefined && !known.has(name))
    problems.push(
      unknownProfile(flag === undefined ? 'environment LEAT_PROFILE' : 'flag --profile', name, [...known]),
    );
  return name;
}

function given(flag: unknown): string | undefined {
  return flag === undefined ? undefined : flagText(flag);
}

function listSettings(owner: Setting['owner'], section: string, table: Options): Setting[] {
  return Object.entries(table).map(([name, option]) => ({ owner, section, name, option }));
}

function valuesOf(resolved: readonly Resolved[], section: string): UntypedValues {
  return Object.fromEntries(resolved.filter((it) => it.section === section).map((it) => [it.name, it.value]));
}
