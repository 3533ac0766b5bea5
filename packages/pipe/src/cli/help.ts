import { type Option, type Options, resources } from '@leat/config';
import type { AnyCommand, Example, Tool } from '../tool.ts';
import { askOptions, commonOptions, runOptions } from './common-options.ts';
import { flagOf } from './flag-of.ts';

const WIDTH = 100;
const INDENT = 26;

/** The whole help, from the same tables that flags and settings come from. */
export function helpText(tool: Tool): string {
  const blocks = [
    `leat-${tool.name}: ${tool.summary}`,
    `Usage: ${usageLine(tool)}`,
    `Examples:\n${exampleLines(tool.examples).join('\n')}`,
    commandBlock(tool),
    optionBlock('Options', tool.options),
    optionBlock('Every run', commonOptions(tool)),
    optionBlock('Questions to the tool', askOptions),
    ...tool.resources.map((name) => optionBlock(`Resource ${name}`, prefixed(name, resources[name]))),
    ...(tool.notes ?? []).map((note) => wrap(note, 0).join('\n')),
    exitCodes,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The help of one command; what it shares with its tool stands in the help of that. */
export function commandHelp(tool: Tool, { name, summary, examples, options }: AnyCommand): string {
  const blocks = [
    `leat-${tool.name} ${name}: ${summary}`,
    `Usage: leat-${tool.name} ${name} [options]${wordOf(options)}`,
    `Examples:\n${exampleLines(examples).join('\n')}`,
    optionBlock('Options', options),
    optionBlock('Every run', runOptions),
    `Resources and exit codes: leat-${tool.name} --help`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function commandBlock({ commands = [] }: Tool): string {
  if (commands.length === 0) return '';
  const lines = commands.map(
    ({ name, summary, options }) => `  ${`${name}${wordOf(options)}`.padEnd(INDENT + 2)}${summary}`,
  );
  return `Commands (each has --help):\n${lines.join('\n')}`;
}

/** What is shown when something is missing: how it is called, and where more is. */
export function shortHelp(tool: Tool): string {
  const { command, what } = tool.examples[0]!;
  return `leat-${tool.name}: ${tool.summary}\nUsage: ${usageLine(tool)}\n  ${command}   # ${what}\nMore: leat-${tool.name} --help\n`;
}

/** All flags of a tool's resources. */
export function resourceFlags(tool: Tool): Options {
  return Object.fromEntries(
    tool.resources.flatMap((name) => Object.entries(prefixed(name, resources[name]))),
  );
}

/** The options of a resource as flags: `clowderUrl` for `url` of `clowder`; secrets only by file or command. */
export function prefixed(resource: string, table: Options): Options {
  const flags: Record<string, Option> = {};
  for (const [name, option] of Object.entries(table)) {
    const long = `${resource}${name[0]!.toUpperCase()}${name.slice(1)}`;
    if (option.secret === true) {
      const { describe } = option;
      flags[`${long}File`] = {
        type: 'path',
        placeholder: 'FILE',
        describe: `${describe}: read from this file`,
      };
      flags[`${long}Command`] = {
        type: 'text',
        placeholder: 'COMMAND',
        describe: `${describe}: printed by this command`,
      };
    } else {
      flags[long] = option;
    }
  }
  return flags;
}

const exitCodes = `Exit codes:
  0 all done   1 bug   2 usage or configuration   3 something needs a person
  4 cannot go on now, run again later   129, 130, 143 stopped by a signal   141 reader gone`;

function usageLine({ name, kind, options }: Tool): string {
  return `${kind === 'source' ? '' : '... | '}leat-${name} [options]${wordOf(options)}`;
}

/** The word that is no flag, as usage shows it. */
function wordOf(options: Options): string {
  const word = Object.entries<Option>(options).find(([, option]) => option.positional === true);
  if (word === undefined) return '';
  return ` ${word[1].placeholder ?? word[0].toUpperCase()}${word[1].many === true ? '...' : ''}`;
}

function exampleLines(examples: readonly Example[]): string[] {
  return examples.flatMap(({ command, what }) => [`  # ${what}`, `  ${command}`]);
}

function optionBlock(title: string, table: Options): string {
  const entries = Object.entries(table);
  if (entries.length === 0) return '';
  return `${title}:\n${entries.map(([name, option]) => optionLines(name, option).join('\n')).join('\n')}`;
}

function optionLines(name: string, option: Option): string[] {
  const short = option.alias === undefined ? '' : `-${option.alias}, `;
  const flag =
    option.positional === true
      ? (option.placeholder ?? name.toUpperCase())
      : `${short}--${flagOf(name, option)}${valueHint(option)}`;
  const text = wrap(`${option.describe}${defaultHint(option)}${environmentHint(option)}`, INDENT + 4);
  const head = `  ${flag}`;
  if (head.length < INDENT + 2) return [head.padEnd(INDENT + 4) + text[0]!.trimStart(), ...text.slice(1)];
  return [head, ...text];
}

function valueHint({ type, choices, placeholder }: Option): string {
  if (type === 'flag') return '';
  const hints = {
    count: 'N',
    number: 'N',
    duration: 'TIME',
    size: 'SIZE',
    url: 'URL',
    path: 'PATH',
    address: 'URI',
    text: 'TEXT',
    time: 'TIME',
  };
  return ` ${choices?.join('|') ?? placeholder ?? hints[type as keyof typeof hints]}`;
}

function defaultHint({ default: value, type }: Option): string {
  return value === undefined || type === 'flag' || (Array.isArray(value) && value.length === 0)
    ? ''
    : ` (default ${String(value)})`;
}

function environmentHint({ env }: Option): string {
  return env === undefined ? '' : ` [${env.join(', ')}]`;
}

function wrap(text: string, indent: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (indent + line.length + word.length + 1 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => ' '.repeat(indent) + line);
}
