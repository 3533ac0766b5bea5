import { expect, test } from 'vitest';
import { runScan } from './leat-scan.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();

test('--follow follows links to files and to directories', async () => {
  scratch.make({
    'elsewhere/run/b': '22',
    'data/c/d/a': { to: '../../../elsewhere/run/b' },
    'data/c/e': { to: '../../elsewhere/run' },
  });
  const plain = await runScan([scratch.at('data')]);
  expect(plain.keys).toEqual([]);
  expect(plain.summary.held).toEqual({ empty: 1 });
  const { exit, records } = await runScan([scratch.at('data'), '--follow']);
  expect(exit).toBe(0);
  expect(records.map(({ key, uri, scan }) => [key, uri, scan])).toEqual([
    ['c/d', scratch.at('data/c/d'), { files: 1, size: 2 }],
    ['c/e', scratch.at('data/c/e'), { files: 1, size: 2 }],
  ]);
  const hashed = await runScan([scratch.at('data'), '--follow', '--hash', 'sha256']);
  expect(hashed.keys).toEqual(['c/d', 'c/e']);
});

test('a loop and a dangling link are problems, and the rest is emitted', async () => {
  scratch.make({
    'c/d/a': '',
    'c/d/up': { to: '..' },
    'c/e/a': '',
    'c/e/gone': { to: 'nowhere' },
    'c/me': { to: 'me' },
  });
  const { exit, keys, log, summary } = await runScan([scratch.path, '--follow']);
  expect(exit).toBe(3);
  expect(keys).toEqual(['c/d', 'c/e']);
  expect(log.map(({ level, key, code }) => [level, key, code])).toEqual([
    ['error', 'c/d/up', 'loop'],
    ['error', 'c/e/gone', 'dangling_link'],
    ['error', 'c/me', 'loop'],
  ]);
  expect(summary).toMatchObject({ listed: 5, emitted: 2, heldBack: 0, problems: 3 });
});

test('a root that is a link is followed', async () => {
  scratch.make({ 'real/c/d/a': '', data: { to: 'real' } });
  const { records } = await runScan([scratch.at('data')]);
  expect(records.map(({ key, uri }) => [key, uri])).toEqual([['c/d', scratch.at('data/c/d')]]);
});
