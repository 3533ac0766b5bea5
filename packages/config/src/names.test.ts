import { expect, test } from 'vitest';
import { envName, flagName, flagSpellings, resourceFlag, spellings } from './names.ts';

test.each([
  ['url', 'url'],
  ['connectTimeout', 'connect-timeout'],
  ['tlsVerify', 'tls-verify'],
  ['clowder-upload', 'clowder-upload'],
])('%j is the flag %j', (name, flag) => {
  expect(flagName(name)).toBe(flag);
});

test.each([
  ['clowder-upload', 'concurrency', 'LEAT_CLOWDER_UPLOAD_CONCURRENCY'],
  ['clowder', 'spaceId', 'LEAT_CLOWDER_SPACE_ID'],
  ['scan', 'batchSeconds', 'LEAT_SCAN_BATCH_SECONDS'],
])('%s.%s is %s in the environment', (section, name, variable) => {
  expect(envName(section, name)).toBe(variable);
});

test('the flag of a resource setting bears the name of the resource', () => {
  expect(resourceFlag('clowder', 'spaceId')).toBe('clowderSpaceId');
});

test('a secret has three names, and no flag by value', () => {
  const secret = { type: 'text', describe: 'key', secret: true } as const;
  expect(spellings('token', secret).map((it) => it.name)).toEqual(['token', 'tokenFile', 'tokenCommand']);
  expect(flagSpellings('token', secret).map((it) => it.name)).toEqual(['tokenFile', 'tokenCommand']);
});

test('anything else has one name', () => {
  const text = { type: 'text', describe: 'label' } as const;
  expect(spellings('label', text).map((it) => it.name)).toEqual(['label']);
  expect(flagSpellings('label', text).map((it) => it.name)).toEqual(['label']);
});
