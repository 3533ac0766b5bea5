import { execa } from 'execa';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runScan } from './leat-scan.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();

test('one record per file, with its dataset where it has one', async () => {
  scratch.make({ root: '1', 'c/beside': '22', 'c/d/a': '333' });
  const { exit, records, log, summary } = await runScan([scratch.path, '--as', 'file']);
  expect(exit).toBe(0);
  expect(records.map(({ key, dataset, scan }) => [key, dataset, scan.size])).toEqual([
    ['c/beside', undefined, 2],
    ['c/d/a', { key: 'c/d', category: 'c', title: 'd', name: 'a' }, 3],
    ['root', undefined, 1],
  ]);
  expect(log).toEqual([]);
  expect(summary).toMatchObject({ listed: 3, emitted: 3 });
});

/** What could be mistaken for JSON, for a separator, for an option, or for another name. */
const hardNames = [
  'plain',
  'with space',
  ' ',
  '"quoted"',
  "'",
  'back\\slash',
  'tab\there',
  'line\nend',
  'carriage\rreturn',
  '\u0001\u001F\u007F',
  '-rf',
  '--help',
  '$(id)`id`',
  '*?[a]{b}',
  '%2F',
  'C:',
  'é',
  'e\u0301',
  'ß',
  'SS',
  'ß'.toUpperCase() + '2',
  '😀',
  '\uFFFD',
  '\u2028\u2029',
  '\uFEFF',
  '\u202Etxt.exe',
  '日本語',
  'a'.repeat(255),
  '{"key":"x"}',
];

test('every name that is text comes through as it is', async () => {
  for (const name of hardNames) scratch.make({ [`${name}/${name}/${name}`]: name });
  const expected = hardNames.map((name) => `${name}/${name}/${name}`).toSorted(bytewise);
  const files = await runScan([scratch.path, '--as', 'file']);
  expect(files.exit).toBe(0);
  expect(files.keys).toEqual(expected);
  expect(files.records.map(({ uri }) => uri)).toEqual(expected.map((key) => `${scratch.path}/${key}`));
  expect(files.records.map(({ dataset }) => dataset)).toEqual(
    expected.map((key) => {
      const [category, title, name] = key.split('/');
      return { key: `${category}/${title}`, category, title, name };
    }),
  );
  const datasets = await runScan([scratch.path]);
  expect(datasets.records.flatMap(({ files }) => files!.map(({ uri }) => uri)).toSorted(bytewise)).toEqual(
    expected.map((key) => `${scratch.path}/${key}`),
  );
});

test('files are sorted as `LC_ALL=C sort` does it, and two runs are the same', async () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 16_807) % 2_147_483_647) % below;
  const letters = [' ', '-', '.', '0', 'A', '_', 'a', '~', 'é', '😀', '\uFFFC'];
  const word = (): string =>
    Array.from({ length: 1 + random(3) }, () => letters[random(letters.length)]).join('');
  for (let made = 0; made < 600; made++) {
    const directory = Array.from({ length: random(4) }, word).filter((name) => !/^\.+$/.test(name));
    try {
      mkdirSync(scratch.at(...directory), { recursive: true });
      writeFileSync(scratch.at(...directory, `f${word()}`), '');
    } catch {
      // A name that is a file here and a directory there.
    }
  }
  const args = [scratch.path, '--as', 'file', '--hidden'];
  const [once, again] = await Promise.all([runScan(args), runScan(args)]);
  expect(once.keys.length).toBeGreaterThan(200);
  const sorted = await execa('sort', {
    input: once.keys.join('\n'),
    env: { LC_ALL: 'C' },
    stripFinalNewline: true,
  });
  expect(once.keys).toEqual(sorted.stdout.split('\n'));
  expect(again.stdout).toBe(once.stdout);
  const datasets = ['--layout', '{category}/{title}'];
  expect((await runScan([scratch.path, ...datasets])).stdout).toBe(
    (await runScan([scratch.path, ...datasets])).stdout,
  );
});

test('--match takes names, paths and directories; --exclude leaves them out', async () => {
  scratch.make({ 'c/d/a.tif': '', 'c/d/b.csv': '', 'c/e/a.tif': '', 'c/logs/x.tif': '', 'c/e/logs': '' });
  const keys = async (...args: string[]) => (await runScan([scratch.path, '--as', 'file', ...args])).keys;
  expect(await keys('--match', '*.tif')).toEqual(['c/d/a.tif', 'c/e/a.tif', 'c/logs/x.tif']);
  expect(await keys('--match', 'c/d/*', '--match', 'logs/')).toEqual([
    'c/d/a.tif',
    'c/d/b.csv',
    'c/logs/x.tif',
  ]);
  expect(await keys('--exclude', 'logs')).toEqual(['c/d/a.tif', 'c/d/b.csv', 'c/e/a.tif']);
  expect(await keys('--exclude', 'logs/', '--exclude', '*.tif')).toEqual(['c/d/b.csv', 'c/e/logs']);
});

test('--hidden takes dot names, of files and directories', async () => {
  scratch.make({ 'c/d/.a': '', 'c/.d/b': '', 'c/d/c': '' });
  const plain = await runScan([scratch.path, '--as', 'file']);
  expect(plain.keys).toEqual(['c/d/c']);
  const hidden = await runScan([scratch.path, '--as', 'file', '--hidden']);
  expect(hidden.keys).toEqual(['c/.d/b', 'c/d/.a', 'c/d/c']);
});

function bytewise(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
