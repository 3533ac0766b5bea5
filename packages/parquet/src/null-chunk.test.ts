import { expect, test } from 'vitest';
import { nullPages } from './null-chunk.ts';
import { decodeStruct } from './thrift/decode.ts';
import { structOf, wholeOf } from './thrift/fields.ts';

test.each([0, 1, 63, 64, 122_880, 2 ** 30])('%i nulls are one page of a few bytes', (rows) => {
  const page = nullPages(rows);
  expect(page.length).toBeLessThan(40);
  const header = decodeStruct(page);
  expect(wholeOf(structOf(header, 5)!, 1)).toBe(rows);
  const body = wholeOf(header, 3)!;
  const levels = page.subarray(page.length - body);
  expect(Buffer.from(levels).readUInt32LE(0)).toBe(body - 4);
});

test('more than an i32 counts are several pages', () => {
  expect(nullPages(2 ** 31 + 5).length).toBe(2 * nullPages(2 ** 30).length + nullPages(5).length);
});
