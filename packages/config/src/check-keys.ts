import { unknownKey, unknownSection } from './messages.ts';
import { spellings } from './names.ts';
import type { Options } from './option.ts';
import { resources } from './resources.ts';
import { toolNames } from './sections.ts';
import type { Problem } from './settings-error.ts';
import { PROFILES, whereIn, type Section, type SettingsFile } from './settings-file.ts';

/**
 * Every section and key of a file that nobody knows, in its base and in all of its profiles. Of the sections
 * of other tools only the names are checked: their tables are not loaded.
 */
export function checkKeys(file: SettingsFile, tool: string, options: Options): Problem[] {
  const tables: Readonly<Record<string, Options>> = { ...resources, [tool]: options };
  const names = [...new Set([...Object.keys(tables), ...toolNames])];

  const check = (known: readonly string[]) => (section: Section) => {
    if (!known.includes(section.name)) return [unknownSection(whereIn(file, section), section.name, known)];
    const table = tables[section.name];
    return table === undefined ? [] : checkSection(file, section, table);
  };
  return [
    ...file.base.flatMap(check([...names, PROFILES])),
    ...[...file.profiles.values()].flat().flatMap(check(names)),
  ];
}

function checkSection(file: SettingsFile, section: Section, table: Options): Problem[] {
  const known = Object.entries(table).flatMap(([name, option]) =>
    spellings(name, option).map((it) => it.name),
  );
  return section.entries
    .filter(({ key }) => !known.includes(key))
    .map((entry) => unknownKey(whereIn(file, entry), section.name, entry.key, known));
}
