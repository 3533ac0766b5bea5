import type { Option } from './option.ts';

/** `connectTimeout` → `connect-timeout`. */
export function flagName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `clowder-upload`, `batchSeconds` → `LEAT_CLOWDER_UPLOAD_BATCH_SECONDS`. */
export function envName(section: string, name: string): string {
  return `LEAT_${flagName(section)}_${flagName(name)}`.toUpperCase().replaceAll('-', '_');
}

/** The key under which the flag of a resource setting arrives: `clowder`, `spaceId` → `clowderSpaceId`. */
export function resourceFlag(resource: string, name: string): string {
  return resource + name.charAt(0).toUpperCase() + name.slice(1);
}

/** How a setting is given: as it is, as a file that holds it, or as a command that prints it. */
export type Form = 'value' | 'file' | 'command';

export interface Spelling {
  readonly form: Form;
  /** camelCase: flag keys and keys of leat.yaml. */
  readonly name: string;
  /** What is added to a name in the environment. */
  readonly envSuffix: '' | '_FILE' | '_COMMAND';
}

/** All names of a setting in leat.yaml and the environment: three for a secret, one for anything else. */
export function spellings(name: string, option: Option): readonly Spelling[] {
  const value: Spelling = { form: 'value', name, envSuffix: '' };
  if (option.secret !== true) return [value];
  return [
    value,
    { form: 'file', name: `${name}File`, envSuffix: '_FILE' },
    { form: 'command', name: `${name}Command`, envSuffix: '_COMMAND' },
  ];
}

/** The names of a setting that exist as flags: a secret has no flag that takes it by value. */
export function flagSpellings(name: string, option: Option): readonly Spelling[] {
  return spellings(name, option).filter((spelling) => option.secret !== true || spelling.form !== 'value');
}
