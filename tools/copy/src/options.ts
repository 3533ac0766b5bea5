import type { Options, Settings } from '@leat/config';

export const options = {
  to: {
    type: 'address',
    required: true,
    placeholder: 'URI',
    describe: 'where the copies go: a directory, s3://bucket/prefix/ or az://container/prefix/',
  },
  name: {
    type: 'text',
    default: '{key}',
    placeholder: 'TEMPLATE',
    describe:
      'name of a copy below --to, with members of the record in braces, as in "{dataset.category}/{name}"; {name} is the last part of the address',
  },
  onConflict: {
    type: 'choice',
    choices: ['error', 'skip', 'replace'],
    default: 'error',
    describe: 'what to do when there is other content under that name',
  },
  verify: {
    type: 'choice',
    choices: ['size', 'download'],
    default: 'size',
    describe:
      'how to make sure of a copy: by its size, and its MD5 where both stores know it, or also by reading both and comparing all bytes',
  },
} as const satisfies Options;

export type CopySettings = Settings<typeof options, 'aws' | 'azure'>;
