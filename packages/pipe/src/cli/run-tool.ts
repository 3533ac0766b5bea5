import { mask, SettingsError, type Options, type ResourceName } from '@leat/config';
import { homedir } from 'node:os';
import { complain } from '../complain.ts';
import { endOutput } from '../end-output.ts';
import { EXIT, exitFor } from '../exit-code.ts';
import { asFailure } from '../failure.ts';
import { openStdout } from '../file-stream.ts';
import { openOutput } from '../output.ts';
import type { AnySettings, Reducer, Source, Step, Tool } from '../tool.ts';
import { askOptions, commonOptions } from './common-options.ts';
import { commandHelp, helpText, resourceFlags, shortHelp } from './help.ts';
import { version } from './version.ts';

/** What a tool has left open keeps the process no longer than this after its run. */
const LINGER_SECONDS = 2;

/**
 * The whole life of a tool's process: its main file calls this and nothing else. The exit code is set, never
 * forced: forcing would cut off what stdout has not taken yet.
 */
export function runTool<const O extends Options, R extends ResourceName, Rec>(
  tool: Source<O, R> | Step<O, R, Rec> | Reducer<O, R, Rec>,
): void {
  // A process that runs out of things to wait for ends here and now, and would end with 0.
  process.exitCode = EXIT.bug;
  const end = (code: number): void => {
    process.exitCode = code;
    setTimeout(() => process.exit(), LINGER_SECONDS * 1000).unref();
  };
  // Each tool is typed by its own options; from here on only their table counts.
  main(tool as unknown as Tool, process.argv.slice(2)).then(end, (thrown: unknown) => {
    complain(`leat-${tool.name}: ${mask(wording(thrown))}\n`);
    end(exitFor(thrown));
  });
}

async function main(tool: Tool, words: readonly string[]): Promise<number> {
  const command = tool.commands?.find(({ name }) => name === words[0]);
  // Answered before anything else is loaded: they are the commands that people wait for.
  if (command !== undefined && (words.includes('--help') || words.includes('-h')))
    return say(tool, commandHelp(tool, command));
  if (words.includes('--help') || words.includes('-h')) return say(tool, helpText(tool));
  if (words.includes('--version')) return say(tool, `leat-${tool.name} ${version}\n`);

  const own: Options = { ...tool.options, ...commonOptions(tool) };
  const table: Options = { ...askOptions, ...own, ...resourceFlags(tool) };
  const { parseFlags, UsageError } = await import('./flags.ts');
  let flags: Record<string, unknown>;
  let settings: AnySettings;
  // Loaded while the settings are read.
  let starting: ReturnType<typeof starterOf>;
  try {
    if (command !== undefined)
      return await (await import('./run-command.ts')).runCommand(tool, command, words.slice(1));
    const asksForSchema = isSchemaQuestion(words, own);
    const commands = (tool.commands ?? []).map(({ name }) => name);
    flags = asksForSchema ? {} : parseFlags(words, table, commands);
    if (typeof flags['completion'] === 'string') return await complete(tool, flags['completion'], table);
    if (flags['schema'] === true || asksForSchema)
      return await say(tool, await (await import('./print-schema.ts')).schemaText(tool));
    const { loadSettings } = await import('./load-settings.ts');
    starting = starterOf(tool);
    settings = await loadSettings({
      tool: tool.name,
      options: own,
      resources: tool.resources,
      flags,
      env: process.env,
      cwd: process.cwd(),
      home: homedir(),
    });
  } catch (thrown) {
    if (!(thrown instanceof UsageError) && !(thrown instanceof SettingsError)) throw thrown;
    complain(`leat-${tool.name}: ${mask(thrown.message)}\n${shortHelp(tool)}`);
    return EXIT.usage;
  }
  if (flags['printConfig'] === true)
    return await say(tool, (await import('./print-config.ts')).configText(tool, settings));
  if (flags['check'] === true) return await (await import('./check.ts')).runChecks(tool, settings);
  const isGiven = tool.kind === 'reducer' && tool.given?.(settings) !== undefined;
  if (tool.kind !== 'source' && !isGiven && process.stdin.isTTY) {
    complain(
      `leat-${tool.name}: it reads records from stdin, and stdin is this terminal\n${shortHelp(tool)}`,
    );
    return EXIT.usage;
  }
  return await (
    await starting
  )(settings);
}

/**
 * Where a tool has a `--schema` of its own, which takes one of a few words, the flag without such a word is the question
 * that every tool answers.
 */
function isSchemaQuestion(words: readonly string[], { schema }: Options): boolean {
  const at = words.indexOf('--schema');
  return at >= 0 && schema !== undefined && schema.choices?.includes(words[at + 1] ?? '') !== true;
}

/** Each kind is loaded by itself: a source has no use for ledgers and input. */
async function starterOf(tool: Tool): Promise<(settings: AnySettings) => Promise<number>> {
  if (tool.kind === 'source') {
    const { startSource } = await import('./start-source.ts');
    return (settings) => startSource(tool, settings);
  }
  if (tool.kind === 'step') {
    const { startStep } = await import('./start-step.ts');
    return (settings) => startStep(tool, settings);
  }
  const { startReducer } = await import('./start-reducer.ts');
  return (settings) => startReducer(tool, settings);
}

function wording(thrown: unknown): string {
  const failure = asFailure(thrown);
  if (failure !== undefined)
    return failure.message + (failure.hint === undefined ? '' : ` (${failure.hint})`);
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

async function complete(tool: Tool, shell: string, table: Options): Promise<number> {
  const { completionScript } = await import('./completion.ts');
  const { UsageError } = await import('./flags.ts');
  if (shell !== 'bash' && shell !== 'zsh' && shell !== 'fish') {
    throw new UsageError(`--completion knows bash, zsh and fish, not ${shell}`);
  }
  return say(tool, completionScript(shell, `leat-${tool.name}`, table));
}

async function say(tool: Tool, text: string): Promise<number> {
  const output = openOutput(openStdout());
  output.line(text.trimEnd());
  return await endOutput(output, `leat-${tool.name}`);
}
