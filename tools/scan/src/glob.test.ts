import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { globPattern } from './glob.ts';

const cases: [glob: string, matches: string[], others: string[]][] = [
  ['*', ['a', '.a', 'line\nend', '😀'], ['a/b', '/']],
  ['*.tif', ['a.tif', '.tif', 'a.b.tif'], ['a.tiff', 'a/b.tif', 'aXtif']],
  ['a**b', ['ab', 'axxb'], ['a/b']],
  ['?', ['a', '😀', '\n'], ['', 'ab', '/']],
  ['a?b', ['a.b'], ['a/b']],
  ['**', ['a', 'a/b/c'], ['']],
  ['**/a', ['a', 'x/a', 'x/y/a'], ['xa', 'a/x']],
  ['a/**', ['a/b', 'a/b/c', 'a/\n'], ['a', 'ab/c']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb', 'x/a/b']],
  ['**/a/**', ['a/b', 'x/a/b/c'], ['a', 'x/a']],
  ['**/**/a', ['a', 'x/a'], ['xa']],
  ['[ab]', ['a', 'b'], ['c', 'ab', '[ab]']],
  ['[a-c0]', ['b', '0'], ['d', '-']],
  ['[!a-c]', ['d', '\n'], ['b', '/']],
  ['[^a]', ['b'], ['a', '/']],
  ['[]]', [']'], ['[']],
  ['[]a]', [']', 'a'], ['[']],
  ['[!]]', ['a'], [']']],
  ['[a^]', ['a', '^'], ['b']],
  ['[\\]', ['\\'], ['a', '[', ']']],
  ['[a-]', ['a', '-'], ['b']],
  ['[[]', ['['], [']']],
  ['[é😀]', ['é', '😀'], ['e']],
  ['[', ['['], []],
  ['[]', ['[]'], ['[', ']']],
  ['a[b', ['a[b'], ['ab']],
  ['[a/b]', ['[a/b]'], ['a', '/']],
  ['{a,b}.tif', ['a.tif', 'b.tif'], ['ab.tif', '{a,b}.tif']],
  ['a{,b}', ['a', 'ab'], ['b']],
  ['{a,b{c,d}}', ['a', 'bc', 'bd'], ['b', 'c']],
  ['{a/b,c}/*', ['a/b/x', 'c/x'], ['a/x']],
  ['{a}', ['{a}'], ['a']],
  ['{a,b', ['{a,b'], ['a']],
  ['\\{a,b}', ['{a,b}'], ['a', 'b']],
  ['\\*', ['*'], ['a', '\\*']],
  ['\\[a]', ['[a]'], ['a']],
  ['\\\\', ['\\'], ['\\\\']],
  ['a\\', ['a\\'], ['a']],
  ['!a', ['!a'], ['b']],
  ['* (1).tif', ['x (1).tif'], ['x 1.tif']],
  ['a+|"b"', ['a+|"b"'], ['aa', 'b']],
  ['', [''], ['a']],
];

test.for(cases)('%s', ([glob, matches, others]) => {
  const pattern = globPattern(glob);
  expect(matches.filter((path) => !pattern.test(path))).toEqual([]);
  expect(others.filter((path) => pattern.test(path))).toEqual([]);
});

test('a range backwards is refused', () => {
  expect(() => globPattern('[z-a]')).toThrow(expect.objectContaining({ code: 'glob_bad' }));
});

test('a name without special characters matches itself and nothing else', () => {
  const letter = fc.constantFrom(...Array.from(' !"#$%&\'()+,-.:;<=>@]^_`|}~aA1é😀\n'));
  const name = fc.string({ unit: letter, maxLength: 8 });
  fc.assert(
    fc.property(name, name, (written, found) => {
      expect(globPattern(written).test(written)).toBe(true);
      fc.pre(written !== found);
      expect(globPattern(written).test(found)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('any text matches itself with backslashes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      const written = text.replaceAll(/[\\*?[{]/g, String.raw`\$&`);
      expect(globPattern(written).test(text)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
