import type { Options, Settings } from '@leat/config';

export const options = {
  roots: {
    type: 'address',
    positional: true,
    many: true,
    required: true,
    placeholder: 'ROOT',
    env: ['DATASET_DIRECTORY'],
    describe: 'a directory to list, or s3://bucket/prefix/ or az://container/prefix/',
  },
  as: {
    type: 'choice',
    choices: ['dataset', 'file'],
    default: 'dataset',
    describe: 'a record per dataset, or a record per file',
  },
  layout: {
    type: 'text',
    placeholder: 'PATTERN',
    describe:
      'which directories are datasets, and the names of their parts, as in "{category}/{title}" (default: every directory without sub-directories)',
  },
  label: {
    type: 'text',
    many: true,
    placeholder: 'NAME',
    describe: 'put in front of every key; one for each ROOT, in their order, when there are several',
  },
  settle: {
    type: 'duration',
    default: '30s',
    describe: 'hold back what changed less than this ago: it may still be being copied',
  },
  marker: {
    type: 'text',
    placeholder: 'NAME',
    describe: 'hold back a dataset until a file of this name lies in it; the marker itself is not listed',
  },
  match: {
    type: 'text',
    many: true,
    placeholder: 'GLOB',
    describe: 'only files whose name matches, or whose path below ROOT if there is a slash in it',
  },
  exclude: {
    type: 'text',
    many: true,
    placeholder: 'GLOB',
    describe: 'no files and no directories that match; only directories if it ends with a slash',
  },
  hidden: { type: 'flag', describe: 'take names that begin with a dot too' },
  follow: { type: 'flag', describe: 'follow symbolic links' },
  since: {
    type: 'time',
    describe:
      'only what changed at or after this time, as in 2026-01-31T12:00:00Z, or this long ago, as in 7d',
  },
  hash: {
    type: 'choice',
    choices: ['none', 'sha256'],
    default: 'none',
    describe: 'read every file and let its content be its rev, instead of its size and times',
  },
  watch: {
    type: 'duration',
    min: 1,
    placeholder: 'TIME',
    describe: 'go on for ever: list again this often and emit what changed since',
  },
  resync: {
    type: 'duration',
    default: '1h',
    describe:
      'with --watch: emit everything again this often, so that what failed further down gets its next try',
  },
} as const satisfies Options;

export type ScanSettings = Settings<typeof options, 'aws' | 'azure'>;
