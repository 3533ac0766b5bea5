import { unknownVariable } from './messages.ts';
import { envName, spellings } from './names.ts';
import type { Options } from './option.ts';

/**
 * A warning for each variable that bears the tool's name and no setting of it. No error: unlike a key in our file, it
 * may be somebody else's.
 *
 * @param options all settings of the tool
 */
export function checkEnvironment(env: NodeJS.ProcessEnv, tool: string, options: Options): string[] {
  const known = Object.entries(options).flatMap(([name, option]) =>
    spellings(name, option).map(({ envSuffix }) => envName(tool, name) + envSuffix),
  );
  const prefix = envName(tool, '');
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .map((name) => unknownVariable(name, prefix, known));
}
