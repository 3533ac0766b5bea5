import { expect, test } from 'vitest';
import { distance, nearest, sortByNearest } from './nearest.ts';

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['url', 'url', 0],
  ['ulr', 'url', 1],
  ['tokne', 'token', 1],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
])('the distance of %j and %j is %i', (from, to, expected) => {
  expect(distance(from, to)).toBe(expected);
  expect(distance(to, from)).toBe(expected);
});

test.each([
  ['ulr', 'url'],
  ['space-id', 'spaceId'],
  ['SPACE_ID', 'spaceId'],
  ['conect-timeout', 'connectTimeout'],
  ['tokenfile', 'tokenFile'],
  ['banana', undefined],
  ['x', undefined],
])('%j probably means %j', (word, meant) => {
  expect(nearest(word, ['url', 'spaceId', 'connectTimeout', 'idleTimeout', 'tokenFile'])).toBe(meant);
});

test('nothing is near when nothing is known', () => {
  expect(nearest('url', [])).toBeUndefined();
});

test('sorts all by nearness', () => {
  expect(sortByNearest('prdo', ['local', 'stage', 'prod'])).toEqual(['prod', 'local', 'stage']);
});
