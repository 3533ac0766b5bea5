import { expect, test } from 'vitest';
import { madeFooter } from './fixtures/made-footer.ts';
import { withKeyValues } from './key-values.ts';
import { parseFooter } from './parse-footer.ts';
import { encodeStruct } from './thrift/encode.ts';
import { list, text } from './thrift/fields.ts';
import { STRUCT } from './thrift/types.data.ts';

const pairs = list(5, STRUCT, [[text(1, 'a'), text(2, '1')], [text(1, 'b')], [text(1, 'c'), text(2, '3')]]);

test.each([
  [
    {},
    [
      ['a', '1'],
      ['b', ''],
      ['c', '3'],
    ],
  ],
  [
    { a: 'new' },
    [
      ['a', 'new'],
      ['b', ''],
      ['c', '3'],
    ],
  ],
  [
    { b: 'new', d: '4' },
    [
      ['a', '1'],
      ['b', 'new'],
      ['c', '3'],
      ['d', '4'],
    ],
  ],
  [
    { a: undefined, x: undefined },
    [
      ['b', ''],
      ['c', '3'],
    ],
  ],
  [{ a: undefined, b: undefined, c: undefined }, []],
])('%j is set, the others stay', (values, expected) => {
  const tree = withKeyValues(madeFooter([], [], [pairs]).tree, values);
  expect([...parseFooter(encodeStruct(tree), 4, 1000).keyValues]).toEqual(expected);
});
