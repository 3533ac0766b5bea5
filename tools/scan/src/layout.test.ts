import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leaves, parseLayout } from './layout.ts';

describe('without --layout', () => {
  test.for([
    ['', undefined],
    ['cat', { category: 'cat', title: 'cat' }],
    ['cat/ds', { category: 'cat', title: 'ds' }],
    ['cat/a/b/ds', { category: 'cat', title: 'a/b/ds' }],
    ['cat/ spaced ', { category: 'cat', title: ' spaced ' }],
  ] as const)('%j', ([path, name]) => {
    expect(leaves.name(path)).toEqual(name);
  });
  test('a dataset is a leaf', () => expect(leaves.depth).toBe('leaf'));
});

/** Pattern, depth, path, and what the path says; undefined where no dataset is. */
const cases: [string, 'leaf' | number, string, Record<string, string> | undefined][] = [
  ['{category}/{title}', 2, 'a/b', { category: 'a', title: 'b' }],
  ['{category}/{title}', 2, 'a', undefined],
  ['{category}/{title}', 2, '', undefined],
  ['{category}/{title}', 2, 'a/b/c', undefined],
  ['{category}/{title}/', 2, 'a/b', { category: 'a', title: 'b' }],
  ['{category}/{title}/**', 2, 'a/b', { category: 'a', title: 'b' }],
  ['{category}/{title}/**/**', 2, 'a/b', { category: 'a', title: 'b' }],
  ['{title}', 1, 'a', { category: 'a', title: 'a' }],
  [
    '{site}/{subject}/{session}',
    3,
    'x/1/2',
    {
      category: 'x',
      title: 'x/1/2',
      site: 'x',
      subject: '1',
      session: '2',
    },
  ],
  ['{site}/sub-{title}/raw', 3, 'x/sub-01/raw', { category: 'x', title: '01', site: 'x' }],
  ['{site}/sub-{title}/raw', 3, 'x/sub-/raw', undefined],
  ['{site}/sub-{title}/raw', 3, 'x/01/raw', undefined],
  ['{site}/sub-{title}/raw', 3, 'x/sub-01/RAW', undefined],
  ['{category}/{day}_{title}', 2, 'c/2026_a_b', { category: 'c', day: '2026', title: 'a_b' }],
  [
    '{category}/mouse-{mouse}/{title}',
    3,
    '1_Ephys/mouse-12/2026-05-23',
    { category: '1_Ephys', mouse: '12', title: '2026-05-23' },
  ],
  ['*/{category}/{title}', 3, '1_Ephys/mouse-12/x', { category: 'mouse-12', title: 'x' }],
  ['*/{title}', 2, 'a/b', { category: 'a', title: 'b' }],
  ['data?/{title}', 2, 'data1/b', { category: 'data1', title: 'b' }],
  ['data?/{title}', 2, 'data/b', undefined],
  ['data?/{title}', 2, 'data😀/b', { category: 'data😀', title: 'b' }],
  ['a.b+(c)/{title}', 2, 'a.b+(c)/x', { category: 'a.b+(c)', title: 'x' }],
  ['a.b+(c)/{title}', 2, 'aXbb(c)/x', undefined],
  ['a\\*/{title}', 2, 'a\\bc/x', { category: 'a\\bc', title: 'x' }],
  ['**/{title}', 'leaf', 'x', { category: 'x', title: 'x' }],
  ['**/{title}', 'leaf', 'a/b/x', { category: 'a', title: 'x' }],
  ['{category}/**/{title}', 'leaf', 'a/x', { category: 'a', title: 'x' }],
  ['{category}/**/{title}', 'leaf', 'a/b/c/x', { category: 'a', title: 'x' }],
  ['{category}/**/{title}', 'leaf', 'a', undefined],
  ['{category}/**/scan-{title}', 'leaf', 'a/b/scan-7', { category: 'a', title: '7' }],
  ['{category}/**/scan-{title}', 'leaf', 'a/b/raw', undefined],
  ['{category}/{title}', 2, 'a/line\nend', { category: 'a', title: 'line\nend' }],
];

test.for(cases)('%s (depth %s) on %j', ([pattern, depth, path, name]) => {
  const layout = parseLayout(pattern);
  expect(layout.depth).toBe(depth);
  expect(layout.name(path)).toEqual(name);
});

test.for([
  ['', 'single slashes'],
  ['/', 'single slashes'],
  ['/{title}', 'single slashes'],
  ['{category}//{title}', 'single slashes'],
  ['**', 'names no directory'],
  ['**/**', 'names no directory'],
  ['{title}/{title}', '{title} stands in it twice'],
  ['{category}/{key}', '{key} has a meaning already'],
  ['{category}/{name}', '{name} has a meaning already'],
  ['{category}/{my title}', 'letters, digits and _'],
  ['{category}/{1st}', 'letters, digits and _'],
  ['{category}/{}', 'letters, digits and _'],
  ['{category}/title}', 'letters, digits and _'],
  ['{category', 'letters, digits and _'],
])('%j is refused', ([pattern, why]) => {
  expect(() => parseLayout(pattern!)).toThrow(
    expect.objectContaining({ code: 'layout_bad', message: expect.stringContaining(why!) }),
  );
});

const part = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((text) => !text.includes('/'));

test('any path of two parts is what its parts are', () => {
  fc.assert(
    fc.property(part, part, (category, title) => {
      const name = { category, title };
      expect(parseLayout('{category}/{title}').name(`${category}/${title}`)).toEqual(name);
      expect(leaves.name(`${category}/${title}`)).toEqual(name);
    }),
  );
});

test('a part that is written out matches itself and nothing else', () => {
  const literal = part.filter((text) => !/[*?{}]/.test(text));
  fc.assert(
    fc.property(literal, literal, (written, found) => {
      const layout = parseLayout(`${written}/{title}`);
      expect(layout.name(`${written}/x`)).toEqual({ category: written, title: 'x' });
      fc.pre(found !== written);
      expect(layout.name(`${found}/x`)).toBeUndefined();
    }),
  );
});

test('any number of directories may stand for **', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), part, (between, title) => {
      const path = ['top', ...between, title].join('/');
      expect(parseLayout('{category}/**/{title}').name(path)).toEqual({ category: 'top', title });
    }),
  );
});
