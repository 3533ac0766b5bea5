import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hide, mask } from './mask.ts';

test('without secrets nothing changes', () => {
  expect(mask('token=abc')).toBe('token=abc');
});

test.each([
  ['as it stands', (secret: string) => secret],
  ['in an address', (secret: string) => encodeURIComponent(secret)],
  ['in an address with small letters', (secret: string) => lowered(encodeURIComponent(secret))],
  ['in a form', (secret: string) => new URLSearchParams({ key: secret }).toString().slice(4)],
  ['in JSON', (secret: string) => JSON.stringify(secret).slice(1, -1)],
  ['in Base64', (secret: string) => Buffer.from(secret).toString('base64')],
  ['in Base64 for addresses', (secret: string) => Buffer.from(secret).toString('base64url')],
])('hides a secret %s', (_, encode) => {
  const secret = 'k/e y+"\\?>~ü$&(1)';
  hide(secret);
  expect(mask(`before ${encode(secret)} after`).replace('***=', '***')).toBe('before *** after');
});

test('hides the longer of two secrets that begin alike as a whole', () => {
  hide('alpha');
  hide('alphabet');
  expect(mask('alphabet alpha')).toBe('*** ***');
});

test('leaves secrets of less than four letters alone', () => {
  hide('abc');
  hide('');
  expect(mask('abc is in abcd')).toBe('abc is in abcd');
});

test('no secret is left in any text', () => {
  const secrets = fc.string({ minLength: 4, unit: 'grapheme' }).filter((secret) => !secret.includes('*'));
  fc.assert(
    fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
      hide(secret);
      expect(mask(before + secret + after)).not.toContain(secret);
    }),
    { numRuns: 50, seed: 1 },
  );
});

function lowered(address: string): string {
  return address.replaceAll(/%../g, (escape) => escape.toLowerCase());
}
