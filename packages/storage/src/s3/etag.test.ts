import { expect, test } from 'vitest';
import { md5Of, versionOf } from './etag.ts';

const md5 = '9dd4e461268c8034f5c8564e155c67a6';

test.each([
  [`"${md5}"`, md5],
  [`W/"${md5}"`, md5],
  [md5, md5],
  [`"${md5}-12"`, `${md5}-12`],
  [undefined, ''],
])('the version of %s', (etag, version) => {
  expect(versionOf(etag)).toBe(version);
});

test.each([
  [md5, {}, md5],
  [md5.toUpperCase(), {}, md5],
  [md5, { ServerSideEncryption: 'AES256' }, md5],
  [md5, { ServerSideEncryption: 'aws:kms' }, undefined],
  [md5, { ServerSideEncryption: 'aws:kms:dsse' }, undefined],
  [md5, { SSECustomerAlgorithm: 'AES256' }, undefined],
  [`${md5}-2`, {}, undefined],
  ['opaque', {}, undefined],
])('%s with %j is the MD5 %s', (version, sealed, expected) => {
  expect(md5Of(version, sealed)).toBe(expected);
});
