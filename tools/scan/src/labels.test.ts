import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { labelRoots } from './labels.ts';

test('one root needs no label', () => {
  expect(labelRoots(['data'], [])).toEqual([{ path: resolve('data'), prefix: '' }]);
  expect(labelRoots(['data'], ['site'])).toEqual([{ path: resolve('data'), prefix: 'site/' }]);
});

test('roots come in the bytewise order of their keys, whatever the order of the labels', () => {
  const roots = labelRoots(['/1', '/2', '/3', '/4', '/5'], ['b', 'ü', 'a', 'a-b', 'B']);
  expect(roots.map(({ prefix }) => prefix)).toEqual(['B/', 'a-b/', 'a/', 'b/', 'ü/']);
  expect(roots.map(({ path }) => path)).toEqual(['/5', '/4', '/3', '/1', '/2']);
});

test('a label may have several parts', () => {
  expect(labelRoots(['/1', '/2'], ['site/raw', 'site/raw2']).map(({ prefix }) => prefix)).toEqual([
    'site/raw/',
    'site/raw2/',
  ]);
});

const refused: [string, string[], string[], string, RegExp][] = [
  ['two roots without', ['/1', '/2'], [], 'label_missing', /ROOT is given 2 times, --label 0 times/],
  ['two roots with one', ['/1', '/2'], ['a'], 'label_missing', /--label once/],
  ['one root with two', ['/1'], ['a', 'b'], 'label_missing', /ROOT is given once, --label 2 times/],
  ['the same twice', ['/1', '/2'], ['a', 'a'], 'label_bad', /the label a is given twice/],
  ['one inside another', ['/1', '/2'], ['a', 'a/b'], 'label_bad', /the label a\/b and a overlap/],
  ['one around another', ['/1', '/2'], ['a/b/c', 'a/b'], 'label_bad', /the label a\/b and a\/b\/c overlap/],
  ['an empty one', ['/1'], [''], 'label_bad', /"" cannot be a label/],
  ['a slash before', ['/1'], ['/a'], 'label_bad', /"\/a" cannot/],
  ['a slash behind', ['/1'], ['a/'], 'label_bad', /"a\/" cannot/],
  ['two slashes', ['/1'], ['a//b'], 'label_bad', /"a\/\/b" cannot/],
  ['a space around', ['/1'], [' a'], 'label_bad', /" a" cannot/],
  ['a line end', ['/1'], ['a\nb'], 'label_bad', /"a\\nb" cannot/],
];

test.for(refused)('%s is refused', ([, roots, labels, code, message]) => {
  expect(() => labelRoots(roots, labels)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});
test.for([
  ['s3://bucket', 's3://bucket'],
  ['s3://bucket/', 's3://bucket'],
  ['s3://bucket/raw', 's3://bucket/raw'],
  ['s3://bucket/raw/', 's3://bucket/raw'],
  ['s3://bucket/raw//', 's3://bucket/raw/'],
  ['az://box/a b/%41/', 'az://box/a b/%41'],
])('%s is the root %s', ([root, path]) => {
  expect(labelRoots([root!], [])).toEqual([{ path, prefix: '' }]);
});
