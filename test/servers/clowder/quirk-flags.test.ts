import { expect, test } from 'vitest';
import { readQuirks } from './quirk-flags.ts';

const defaults = { flag: true, pick: false as boolean | string, delayMs: 0, word: 'a', list: ['x'] };
const read = (...flags: string[]): object => readQuirks(flags, defaults, ['pick'], { word: ['a', 'b'] });

test('values are read by the type of the default', () => {
  expect(read('flag=false', 'pick=a.txt', 'delayMs=10', 'word=b', 'list=a,b')).toEqual({
    flag: false,
    pick: 'a.txt',
    delayMs: 10,
    word: 'b',
    list: ['a', 'b'],
  });
  expect(read('pick=true', 'list=')).toEqual({ pick: true, list: [] });
  expect(read()).toEqual({});
});

test('what cannot be used is told', () => {
  expect(() => read('flug=true')).toThrow('--quirk flug: no such quirk; the nearest is flag');
  expect(() => read('word=c')).toThrow('--quirk word=c: the value must be a, b');
  expect(() => read('flag=yes')).toThrow('--quirk flag=yes: the value must be true or false');
});
