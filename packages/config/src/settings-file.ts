import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asLeatYaml, isAggregation } from './aggregation-file.ts';
import type { FoundFile } from './find-files.ts';
import { notMapping, notUtf8, unreadable, yamlFault } from './messages.ts';
import type { Entry, Position, Tree } from './parse-yaml.ts';
import type { Problem } from './settings-error.ts';

/** One leat.yaml, taken apart into its base and its profiles. */
export interface SettingsFile extends FoundFile {
  /** Relative paths in it start here. */
  readonly directory: string;
  readonly base: readonly Section[];
  readonly profiles: ReadonlyMap<string, readonly Section[]>;
  readonly isOpenToAll: boolean;
  /** Found by chance, and somebody else than this user and root can write it. */
  readonly isStrangers: boolean;
}

export interface Section extends Position {
  readonly name: string;
  readonly entries: readonly Entry[];
}

export const PROFILES = 'profiles';

/** `leat.yaml:7:3`, as editors and terminals link it. */
export function whereIn(file: FoundFile, { line, column }: Position): string {
  return `${file.shown}:${line}:${column}`;
}

/** @returns undefined when the file cannot be used at all; what is wrong is added to `problems` */
export async function readSettingsFile(
  found: FoundFile,
  problems: Problem[],
): Promise<SettingsFile | undefined> {
  const read = await readText(found, problems);
  if (read === undefined) return undefined;
  const { parseYaml } = await import('./parse-yaml.ts');
  const { tree, faults } = parseYaml(read.text);
  problems.push(...faults.map((fault) => yamlFault(whereIn(found, fault), fault)));
  if (faults.length > 0) return undefined;

  const written = mapping(found, 'the file', tree, problems);
  const entries = isAggregation(written)
    ? asLeatYaml(written, (at) => whereIn(found, at), problems)
    : written;
  const profiles = entries
    .filter(({ key }) => key === PROFILES)
    .flatMap(({ value }) => mapping(found, PROFILES, value, problems))
    .map(({ key, value }) => {
      const inside = mapping(found, `profile ${key}`, value, problems);
      return [key, sections(found, inside, problems)] as const;
    });
  const { uid, mode } = read;
  return {
    ...found,
    directory: dirname(found.path),
    base: sections(
      found,
      entries.filter(({ key }) => key !== PROFILES),
      problems,
    ),
    profiles: new Map(profiles),
    isOpenToAll: (mode & 0o004) !== 0,
    isStrangers: found.isChance && ((mode & 0o002) !== 0 || ![0, process.getuid?.()].includes(uid)),
  };
}

async function readText(
  found: FoundFile,
  problems: Problem[],
): Promise<{ text: string; uid: number; mode: number } | undefined> {
  let bytes: Buffer;
  let owner: { uid: number; mode: number };
  try {
    await using file = await open(found.path);
    owner = await file.stat();
    bytes = await file.readFile();
  } catch (thrown) {
    problems.push(unreadable(found.shown, 'the file', thrown));
    return undefined;
  }
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true }).decode(bytes),
      uid: owner.uid,
      mode: owner.mode,
    };
  } catch {
    problems.push(notUtf8(found.shown, 'the file'));
    return undefined;
  }
}

function sections(found: FoundFile, entries: readonly Entry[], problems: Problem[]): Section[] {
  return entries.map(({ key, value, line, column }) => ({
    name: key,
    line,
    column,
    entries: mapping(found, key, value, problems),
  }));
}

// A section whose lines are all commented out is empty, not wrong.
function mapping(found: FoundFile, what: string, tree: Tree, problems: Problem[]): readonly Entry[] {
  if (tree.kind === 'mapping') return tree.entries;
  if (tree.kind !== 'nothing') problems.push(notMapping(whereIn(found, tree), what, tree));
  return [];
}
