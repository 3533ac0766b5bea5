import type { Options } from '../option.ts';
import { waiting } from './waiting.ts';

/**
 * S3 and stores that speak its API. What is not set here comes from where the AWS SDK finds it: environment, shared
 * files, container and instance roles.
 */
export const aws = {
  endpoint: {
    type: 'url',
    describe: 'address of a store that speaks the API of S3 (default: AWS)',
    env: ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'],
    placeholder: 'URL',
  },
  region: {
    type: 'text',
    describe: 'region of the buckets',
    env: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
    placeholder: 'REGION',
  },
  profile: {
    type: 'text',
    describe: "profile of AWS's own configuration files",
    env: ['AWS_PROFILE'],
    placeholder: 'NAME',
  },
  accessKeyId: {
    type: 'text',
    describe: 'id of the access key',
    env: ['AWS_ACCESS_KEY_ID'],
    placeholder: 'ID',
  },
  secretAccessKey: {
    type: 'text',
    describe: 'the secret of the access key',
    env: ['AWS_SECRET_ACCESS_KEY'],
    secret: true,
  },
  sessionToken: {
    type: 'text',
    describe: 'token of a temporary access key',
    env: ['AWS_SESSION_TOKEN'],
    secret: true,
  },
  pathStyle: {
    type: 'choice',
    describe: 'the bucket is the first part of the path, not of the host; auto: with an endpoint of your own',
    choices: ['auto', 'on', 'off'],
    default: 'auto',
  },
  checksums: {
    type: 'choice',
    describe:
      'send and check the checksums of the SDK always, or only where the API requires them; auto: always for AWS',
    choices: ['auto', 'always', 'required'],
    default: 'auto',
  },
  conditionalWrites: {
    type: 'choice',
    describe:
      'whether the store keeps If-Match and If-None-Match: auto tries it once for each bucket (AWS does), trust takes it for granted',
    choices: ['auto', 'trust'],
    default: 'auto',
  },
  tlsVerify: {
    type: 'flag',
    describe: 'the certificate of the store is checked unless this is switched off',
    default: true,
  },
  ...waiting,
} as const satisfies Options;
