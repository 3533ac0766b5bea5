import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, parseAddress } from './address.ts';

const file = (path: string): object => ({ scheme: 'file', path });

test.each([
  ['/data/a b%20?#+.txt', file('/data/a b%20?#+.txt')],
  ['/a/../b', file('/a/../b')],
  ['file:///data/a%20b%3F%23%25', file('/data/a b?#%')],
  ['file:/data/x', file('/data/x')],
  ['FILE://localhost/data/x', file('/data/x')],
  ['file:///data/caf%C3%A9', file('/data/café')],
  ['file:///data/caf%c3%a9 é', file('/data/café é')],
  ['s3://bucket/a b%20?#+/', { scheme: 's3', bucket: 'bucket', key: 'a b%20?#+/' }],
  ['s3://bucket//leading', { scheme: 's3', bucket: 'bucket', key: '/leading' }],
  ['s3://bucket/', { scheme: 's3', bucket: 'bucket', key: '' }],
  ['az://container/new\nline', { scheme: 'az', container: 'container', blob: 'new\nline' }],
])('%j is an address', (uri, address) => {
  expect(parseAddress(uri)).toEqual(address);
});

test('a path that is not UTF-8 is carried by a file: URI, byte for byte', () => {
  const address = parseAddress('file:///data/caf%E9%2Btxt');
  expect(address).toEqual({
    scheme: 'file',
    path: '/data/caf\uFFFD+txt',
    bytes: Buffer.from('/data/caf\xe9+txt', 'latin1'),
  });
  expect(formatAddress(address)).toBe('file:///data/caf%E9%2Btxt');
});

test.each([
  ['data/x', 'relative path'],
  ['', 'relative path'],
  ['file:data/x', 'file:///PATH'],
  ['file://host/data', 'file:///PATH'],
  ['file:///data?x', '%3F'],
  ['file:///data#x', '%23'],
  ['file:///data/100%', 'encodes nothing'],
  ['file:///data/a%2Fb', 'encodes nothing'],
  ['file:///data/a%00b', 'encodes nothing'],
  ['/data/a\0b', 'no name can have'],
  ['/data/\ud800', 'no name can have'],
  ['s3://bucket', 's3://bucket/key'],
  ['az:/x', 'az://container/blob'],
  ['https://host/x', 'https: is not known'],
])('%j is no address', (uri, why) => {
  expect(() => parseAddress(uri)).toThrow(
    expect.objectContaining({
      class: 'reject',
      code: 'bad_uri',
      message: expect.stringContaining(why) as string,
    }),
  );
});

test('every path comes back as it was, whatever its bytes', () => {
  const bytes = fc.uint8Array({ minLength: 1, max: 255 }).map((some) => some.map((byte) => byte || 1));
  fc.assert(
    fc.property(bytes, (some) => {
      const path = Buffer.concat([Buffer.from('/'), some]);
      const uri = `file://${[...path].map((byte) => (byte === 0x2f ? '/' : `%${byte.toString(16).padStart(2, '0')}`)).join('')}`;
      const address = parseAddress(uri);
      const again = parseAddress(formatAddress(address));
      expect(again).toEqual(address);
      expect(again.scheme === 'file' && (again.bytes ?? Buffer.from(again.path))).toEqual(path);
    }),
  );
});
