import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDirectory, whyUnusable } from './directory.ts';
import { testDirectory } from './fixtures/directory.ts';

test('a directory is made with those above it, and made again without a word', () => {
  const directory = join(testDirectory(), 'a', 'b', 'c');
  for (let time = 0; time < 2; time++) makeDirectory(directory);
  expect(statSync(directory).isDirectory()).toBe(true);
});

test.skipIf(!existsSync('/proc/self'))('where there can be no directories it ends', () => {
  expect(() => makeDirectory('/proc/leat/a')).toThrow('/proc/leat');
});

test('a file is no directory, whatever is to be made below it', () => {
  const file = join(testDirectory(), 'file');
  writeFileSync(file, '');
  expect(whyUnusable(join(file, 'a', 'b'))).toBe(`${file} is no directory`);
  expect(() => makeDirectory(join(file, 'a'))).toThrow('ENOTDIR');
});

test('what is not there yet can be used when what is above it can', () => {
  expect(whyUnusable(join(testDirectory(), 'a', 'b'))).toBeUndefined();
});
