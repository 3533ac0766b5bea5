import type { Options, Settings } from '@leat/config';

export const options = {
  mode: {
    type: 'choice',
    choices: ['upload', 'reference'],
    default: 'upload',
    describe: 'send the bytes, or only the paths, for a server that sees the same file system',
  },
  categoryAs: {
    type: 'choice',
    choices: ['auto', 'space', 'group', 'none'],
    default: 'auto',
    describe:
      'what a category becomes: a space (Clowder 1), a group that the dataset is shared with (Clowder 2), or nothing; auto: a space on Clowder 1 unless one is configured, nothing on Clowder 2',
  },
  flatten: { type: 'flag', describe: 'put all files into the root of the dataset, without folders' },
  onConflict: {
    type: 'choice',
    choices: ['error', 'skip', 'replace', 'keep-both'],
    default: 'error',
    describe: 'what to do when a file of that name is there with other content',
  },
  verify: {
    type: 'choice',
    choices: ['size', 'download'],
    default: 'size',
    describe: 'how to make sure of a file: by its size, or by reading it back and comparing its SHA-256',
  },
  uploads: {
    type: 'count',
    default: 4,
    min: 1,
    max: 64,
    describe: 'send this many files at once, over all datasets',
  },
  extract: {
    type: 'flag',
    default: true,
    describe: 'extractors run on new files (Clowder 1) unless this is switched off',
  },
  license: {
    type: 'text',
    default: 'Custom',
    describe: 'license of new datasets, by its id (Clowder 2); "Custom" grants nothing by itself',
  },
  status: {
    type: 'choice',
    choices: ['PRIVATE', 'PUBLIC', 'AUTHENTICATED', 'DEFAULT', 'TRIAL'],
    describe: 'who may see new datasets (default: what the server says)',
  },
} as const satisfies Options;

export type UploadSettings = Settings<typeof options, 'clowder' | 'aws' | 'azure'>;
