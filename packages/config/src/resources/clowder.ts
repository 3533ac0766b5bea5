import type { Options } from '../option.ts';
import { waiting } from './waiting.ts';

/** A Clowder server, version 1 or 2, and how long to wait for it. */
export const clowder = {
  url: {
    type: 'url',
    describe: 'address of the Clowder server, with its path when it has one',
    env: ['CLOWDER_URL'],
    required: true,
    placeholder: 'URL',
  },
  token: {
    type: 'text',
    describe: 'API key of the account that uploads',
    // CLOWDER_TOKEN is the usual name here; Clowder's own scripts say CLOWDER_KEY.
    env: ['CLOWDER_TOKEN', 'CLOWDER_KEY'],
    secret: true,
    required: true,
  },
  spaceId: {
    type: 'text',
    describe: 'id of the space (Clowder 1) that takes all datasets',
    env: ['SPACE_ID'],
    placeholder: 'ID',
  },
  api: {
    type: 'choice',
    describe: 'which API the server speaks; auto asks it',
    choices: ['auto', 'v1', 'v2'],
    default: 'auto',
  },
  tlsVerify: {
    type: 'flag',
    describe: 'the certificate of the server is checked unless this is switched off',
    default: true,
  },
  ...waiting,
  answerTimeout: {
    type: 'duration',
    describe:
      'how long the server may take to answer once it has everything; size and number of files add to it',
    default: '60s',
    min: 0.001,
  },
} as const satisfies Options;
