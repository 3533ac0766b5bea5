import { expect, test } from 'vitest';
import { boundaryOf, createSplitter } from './delimiter.ts';

/** The pieces between delimiters when the source comes in chunks of this size. */
function split(source: string, chunkSize: number): string[] {
  const pieces = [''];
  const splitter = createSplitter(Buffer.from('\r\n--b'), {
    data: (bytes) => {
      pieces.push((pieces.pop() ?? '') + bytes.toString('latin1'));
    },
    delimiter: () => pieces.push(''),
  });
  const bytes = Buffer.from(source, 'latin1');
  for (let at = 0; at < bytes.length; at += chunkSize) splitter.push(bytes.subarray(at, at + chunkSize));
  splitter.end();
  return pieces;
}

test.each([1, 2, 3, 5, 7, 100])('chunks of %i bytes make no difference', (chunkSize) => {
  expect(split('one\r\n--btwo\r\n-\r\n--b\r\n--bthree\r\r\n--', chunkSize)).toEqual([
    'one',
    'two\r\n-',
    '',
    'three\r\r\n--',
  ]);
});

test('the boundary may be quoted', () => {
  expect(boundaryOf('multipart/form-data; boundary=abc')).toBe('abc');
  expect(boundaryOf('multipart/form-data; charset=utf-8; Boundary="a b;c"')).toBe('a b;c');
  expect(boundaryOf('multipart/form-data')).toBeUndefined();
  expect(boundaryOf(undefined)).toBeUndefined();
});
