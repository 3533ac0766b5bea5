import type { Option, Options } from '@leat/config';
import { homedir } from 'node:os';
import type { AnyCommand, AnySettings, Tool } from '../tool.ts';
import { askOptions, commonOptions, runOptions } from './common-options.ts';
import { parseFlags } from './flags.ts';
import { resourceFlags } from './help.ts';
import { loadSettings } from './load-settings.ts';
import { startCommand } from './start-command.ts';

const { config, profile } = askOptions;

/** The flags that a command takes. */
function tableOf(tool: Tool, command: AnyCommand): Options {
  return { config, profile, ...command.options, ...runOptions, ...resourceFlags(tool) };
}

/**
 * Runs a command of a tool.
 *
 * @param words what follows its name
 * @returns the exit code
 * @throws UsageError, SettingsError
 */
export async function runCommand(tool: Tool, command: AnyCommand, words: readonly string[]): Promise<number> {
  const flags = parseFlags(words, tableOf(tool, command));
  // The tool's section of leat.yaml may hold what only the tool itself takes.
  const ofTool = Object.entries<Option>({ ...tool.options, ...commonOptions(tool) }).map(([name, option]) => [
    name,
    { ...option, required: false },
  ]);
  const settings: AnySettings = await loadSettings({
    tool: tool.name,
    options: { ...Object.fromEntries(ofTool), ...command.options, ...runOptions },
    resources: tool.resources,
    flags,
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
  });
  return startCommand(tool.name, command, settings);
}
