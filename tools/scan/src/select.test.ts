import { describe, expect, test } from 'vitest';
import { selectBy } from './select.ts';

test('nothing said, nothing asked', () => {
  expect(selectBy([], [])).toEqual({ isMatched: undefined, isExcluded: undefined });
});

describe('--match', () => {
  const cases: [string[], string, boolean][] = [
    [['*.tif'], 'a.tif', true],
    [['*.tif'], 'c/d/a.tif', true],
    [['*.tif'], 'a.tif.txt', false],
    [['*.tif'], 'a.TIF', false],
    [['*.tif'], 'a\nb.tif', true],
    [['*.tif', '*.csv'], 'c/a.csv', true],
    [['*.{tif,csv}'], 'c/a.csv', true],
    [['c/*.tif'], 'c/a.tif', true],
    [['c/*.tif'], 'c/d/a.tif', false],
    [['c/*.tif'], 'b/c/a.tif', false],
    [['c/**/*.tif'], 'c/d/e/a.tif', true],
    [['c/**/*.tif'], 'c/a.tif', true],
    [['/*.tif'], 'a.tif', true],
    [['/*.tif'], 'c/a.tif', false],
    [['*'], '.hidden', true],
    [['a[12].tif'], 'a2.tif', true],
    [['a[!1].tif'], 'a2.tif', true],
    [['a[!1].tif'], 'a1.tif', false],
    [['!a.tif'], 'b.tif', false],
    [['!a.tif'], '!a.tif', true],
    [['c/'], 'c/a.tif', true],
    [['c/'], 'b/c/d/a.tif', true],
    [['c/'], 'c', false],
    [['/c/'], 'b/c/a.tif', false],
    [['b/c/'], 'b/c/.d/a.tif', true],
    [['b/c/'], 'a/b/c/d', false],
  ];
  test.for(cases)('%j on %s: %s', ([globs, path, isMatched]) => {
    expect(selectBy(globs, []).isMatched!(path)).toBe(isMatched);
  });
});

describe('--exclude', () => {
  const cases: [string[], string, 'file' | 'directory', boolean][] = [
    [['*.log'], 'c/a.log', 'file', true],
    [['*.log'], 'c/a.log', 'directory', true],
    [['logs'], 'c/logs', 'directory', true],
    [['logs'], 'c/logs', 'file', true],
    [['logs/'], 'c/logs', 'directory', true],
    [['logs/'], 'c/logs', 'file', false],
    [['logs//'], 'logs', 'directory', true],
    [['/logs'], 'logs', 'file', true],
    [['/logs'], 'c/logs', 'file', false],
    [['/logs/'], 'c/logs', 'directory', false],
    [['c/logs/'], 'c/logs', 'directory', true],
    [['c/logs/'], 'b/c/logs', 'directory', false],
    [['**/raw/*.tmp'], 'a/b/raw/x.tmp', 'file', true],
    [['logs/', '*.log'], 'a.log', 'file', true],
  ];
  test.for(cases)('%j on %s as a %s: %s', ([globs, path, kind, isExcluded]) => {
    expect(selectBy([], globs).isExcluded!(path, kind)).toBe(isExcluded);
  });
});

test.for(['', '/', '//'])('the glob %j is refused', (glob) => {
  expect(() => selectBy([glob], [])).toThrow(expect.objectContaining({ code: 'glob_bad' }));
  expect(() => selectBy([], [glob])).toThrow(expect.objectContaining({ code: 'glob_bad' }));
});
