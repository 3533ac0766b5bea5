import { expect, test } from 'vitest';
import { connectionOf } from './settings.ts';

const endpoint = 'https://s3.example.org:9000';

test.each([
  ['AWS', {}, { needsMd5: false, endpoint: undefined }],
  ['AWS by its address', { endpoint: 'https://s3.eu-west-1.amazonaws.com' }, { needsMd5: false }],
  ['another store', { endpoint }, { needsMd5: true, trustsConditions: false, endpoint }],
  ['another store with checksums', { endpoint, checksums: 'always' }, { needsMd5: false }],
  ['AWS with as few checksums as can be', { checksums: 'required' }, { needsMd5: true }],
  ['a store that is trusted', { endpoint, conditionalWrites: 'trust' }, { trustsConditions: true }],
] as const)('%s', (_, settings, expected) => {
  expect(connectionOf(settings, {})).toMatchObject(expected);
});

test.each([
  ['AWS', {}, { forcePathStyle: false, requestChecksumCalculation: 'WHEN_SUPPORTED', maxAttempts: 3 }],
  [
    'another store',
    { endpoint },
    {
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    },
  ],
  ['hosts for buckets', { endpoint, pathStyle: 'off' }, { forcePathStyle: false }],
  [
    'times',
    { connectTimeout: 0.5, idleTimeout: 2 },
    { requestHandler: { connectionTimeout: 500, socketTimeout: 2000 } },
  ],
  [
    'a certificate that is not checked',
    { tlsVerify: false },
    { requestHandler: { httpsAgent: { rejectUnauthorized: false } } },
  ],
  ['a profile', { profile: 'p' }, { profile: 'p' }],
  [
    'an access key',
    { accessKeyId: 'i', secretAccessKey: 's', sessionToken: 't' },
    { credentials: { accessKeyId: 'i', secretAccessKey: 's', sessionToken: 't' } },
  ],
] as const)('the client: %s', (_, settings, expected) => {
  expect(connectionOf(settings, {}).client).toMatchObject(expected);
});

test('what is not set is left to the SDK', () => {
  const { client } = connectionOf({ profile: 'p' }, {});
  expect(Object.keys(client)).not.toEqual(expect.arrayContaining(['region']));
  expect(Object.keys(client)).not.toEqual(expect.arrayContaining(['credentials']));
});

test('an endpoint of the environment counts where there are no settings', () => {
  const env = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'here' };
  expect(connectionOf({}, env)).toMatchObject({ endpoint, client: { region: 'here' } });
});

test.each([
  [{ accessKeyId: 'i' }, 'aws.accessKeyId is set, but aws.secretAccessKey is not'],
  [{ secretAccessKey: 's' }, 'aws.secretAccessKey is set, but aws.accessKeyId is not'],
])('half an access key names both halves', (settings, message) => {
  expect(() => connectionOf(settings, {})).toThrow(
    expect.objectContaining({ class: 'fatal', code: 'bad_credentials', message }),
  );
});
