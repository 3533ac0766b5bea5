import type { Options } from '@leat/config';
import type { Tool } from '../tool.ts';

/** What a person asks a tool about itself; never a setting. */
export const askOptions = {
  help: { type: 'flag', alias: 'h', describe: 'show this help' },
  version: { type: 'flag', describe: 'show the version' },
  check: { type: 'flag', describe: 'try configuration, credentials and destination, and change nothing' },
  schema: { type: 'flag', describe: 'print the JSON Schema of what it reads and adds' },
  printConfig: { type: 'flag', describe: 'print every setting and where it comes from; secrets are masked' },
  completion: {
    type: 'choice',
    choices: ['bash', 'zsh', 'fish'],
    describe: 'print a script for completion in this shell',
  },
  config: { type: 'path', placeholder: 'FILE', describe: 'read this leat.yaml instead of the nearest one' },
  profile: { type: 'text', placeholder: 'NAME', describe: 'use this profile of leat.yaml' },
} as const satisfies Options;

/** How a run shows itself. */
export const runOptions = {
  dryRun: {
    type: 'flag',
    alias: 'n',
    describe: 'change nothing; mark records so that the next tools change nothing either',
  },
  quiet: { type: 'flag', alias: 'q', describe: 'only errors and the summary' },
  verbose: { type: 'flag', alias: 'v', describe: 'say more' },
  logFormat: {
    type: 'choice',
    choices: ['human', 'json'],
    describe: 'messages on stderr (default human on a terminal, else json)',
  },
} as const satisfies Options;

export const sourceOptions = {
  skipDone: {
    type: 'text',
    placeholder: 'LEDGER',
    describe:
      'leave out what this ledger says is done: a path, or the tool at the end of the line, as in clowder-upload',
  },
} as const satisfies Options;

const DEFAULT_CONCURRENCY = 4;

/** Steps and reducers. */
export const ledgerOptions = {
  ledger: {
    type: 'path',
    placeholder: 'FILE',
    describe: 'keep the ledger in this file (default: one per destination in the state directory)',
  },
  noLedger: { type: 'flag', describe: 'keep no ledger: every record is done, every time' },
  force: { type: 'flag', describe: 'do again what is done' },
  acceptMoved: {
    type: 'flag',
    describe: 'the data has moved: the same key from another place is the same item',
  },
  retries: { type: 'count', default: 4, max: 100, describe: 'repeat this often what may work later' },
  deadLetter: {
    type: 'path',
    placeholder: 'FILE',
    describe: 'what failed and waits for a person (default: beside the ledger)',
  },
  maxLine: { type: 'size', default: '16MiB', describe: 'refuse longer lines' },
} as const satisfies Options;

export const stepOptions = {
  concurrency: {
    type: 'count',
    default: DEFAULT_CONCURRENCY,
    min: 1,
    max: 1024,
    describe: 'handle this many records at once',
  },
  ...ledgerOptions,
} as const satisfies Options;

export const reducerOptions = {
  batchCount: {
    type: 'count',
    default: 10_000,
    min: 1,
    describe: 'commit when this many members have come',
  },
  batchSize: {
    type: 'size',
    default: '64MiB',
    describe: 'commit when the lines of the members have this size',
  },
  batchSeconds: {
    type: 'duration',
    default: '0s',
    describe: 'commit this long after the first member came (0: wait for the end)',
  },
  ...ledgerOptions,
} as const satisfies Options;

/** The settings that every tool of its kind has beside its own. */
export function commonOptions(tool: Tool): Options {
  if (tool.kind === 'step') {
    const concurrency = { ...stepOptions.concurrency, default: tool.concurrency ?? DEFAULT_CONCURRENCY };
    return { ...stepOptions, concurrency, ...runOptions };
  }
  if (tool.kind === 'reducer') return { ...reducerOptions, ...runOptions };
  // Rows have no key, so no ledger knows them.
  return tool.carries === 'rows' ? runOptions : { ...sourceOptions, ...runOptions };
}
