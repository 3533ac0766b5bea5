import { utimesSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runScan } from './leat-scan.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();

test('a dataset is a directory without sub-directories; category and title come from its path', async () => {
  scratch.make({
    '0_Imaging/052324/a.tif': 'aa',
    '0_Imaging/052324/b.tif': 'b',
    '1_Ephys/mouse-12/2026-05-23/x.dat': 'x',
    '1_Ephys/mouse-14/2026-05-23/x.dat': 'x',
    '3_Behaviour/day.csv': 'd',
  });
  const { exit, records, summary } = await runScan([scratch.path]);
  expect(exit).toBe(0);
  expect(records.map(({ key, dataset }) => [key, dataset])).toEqual([
    ['0_Imaging/052324', { category: '0_Imaging', title: '052324' }],
    ['1_Ephys/mouse-12/2026-05-23', { category: '1_Ephys', title: 'mouse-12/2026-05-23' }],
    ['1_Ephys/mouse-14/2026-05-23', { category: '1_Ephys', title: 'mouse-14/2026-05-23' }],
    ['3_Behaviour', { category: '3_Behaviour', title: '3_Behaviour' }],
  ]);
  expect(summary).toMatchObject({ listed: 4, emitted: 4, heldBack: 0, problems: 0 });
});

test('a record has all that a loader needs', async () => {
  scratch.make({ 'c/d/b.txt': 'bb', 'c/d/a.txt': 'a' });
  utimesSync(scratch.at('c/d/a.txt'), 1_779_500_000.25, 1_779_500_000.25);
  const { records } = await runScan([scratch.path]);
  expect(records).toEqual([
    {
      key: 'c/d',
      rev: expect.stringMatching(/^[0-9a-f]{32}$/),
      uri: scratch.at('c/d'),
      dataset: { category: 'c', title: 'd' },
      files: [
        {
          uri: scratch.at('c/d/a.txt'),
          version: expect.stringMatching(/^1-1779500000250000-\d{16}$/),
          name: 'a.txt',
          size: 1,
          mtime: '2026-05-23T01:33:20.250Z',
        },
        expect.objectContaining({ name: 'b.txt', size: 2 }),
      ],
      scan: { files: 2, size: 3 },
    },
  ]);
});

test('files in no dataset are counted and the first is named', async () => {
  scratch.make({ 'root.txt': '1', 'c/beside.txt': '2', 'c/also.txt': '3', 'c/d/a.txt': '4' });
  const { exit, keys, log } = await runScan([scratch.path, '--label', 'site']);
  expect(exit).toBe(0);
  expect(keys).toEqual(['site/c/d']);
  expect(log).toEqual([
    expect.objectContaining({
      level: 'warn',
      code: 'in_no_dataset',
      msg: 'files in no dataset: 3, the first is site/c/also.txt',
    }),
  ]);
});

test('a root without directories has no dataset, and says so', async () => {
  scratch.make({ 'a.txt': '1' });
  const { exit, keys, log } = await runScan([scratch.path]);
  expect(exit).toBe(0);
  expect(keys).toEqual([]);
  expect(log).toEqual([expect.objectContaining({ code: 'in_no_dataset' })]);
});

test('an empty root has nothing, and an empty directory is held back', async () => {
  const empty = await runScan([scratch.path]);
  expect(empty).toMatchObject({ exit: 0, stdout: '', log: [], summary: { listed: 0 } });
  scratch.make({ 'c/d': null });
  const { exit, keys, summary } = await runScan([scratch.path]);
  expect(exit).toBe(0);
  expect(keys).toEqual([]);
  expect(summary.held).toEqual({ empty: 1 });
});

test('rev changes when a file of the dataset does, comes or goes, and with nothing else', async () => {
  scratch.make({ 'c/d/a.txt': '1', 'c/d/b.txt': '2', 'c/e/a.txt': '3' });
  const revs = async (): Promise<string[]> => (await runScan([scratch.path])).records.map(({ rev }) => rev);
  const [first, other] = await revs();
  expect(await revs()).toEqual([first, other]);

  utimesSync(scratch.at('c/d/a.txt'), 1_000_000_000, 1_000_000_000);
  const [touched] = await revs();
  expect(touched).not.toBe(first);
  scratch.make({ 'c/d/c.txt': '4' });
  const [grown, still] = await revs();
  expect(grown).not.toBe(touched);
  expect(still).toBe(other);
});

test('a symbolic link is no sub-directory, and is told', async () => {
  scratch.make({ 'c/d/a.txt': '1', 'c/d/link': { to: '../e' }, 'c/e/b.txt': '2' });
  const { keys, records, log } = await runScan([scratch.path]);
  expect(keys).toEqual(['c/d', 'c/e']);
  expect(records[0]!.files!.map(({ name }) => name)).toEqual(['a.txt']);
  expect(log).toEqual([
    expect.objectContaining({
      level: 'info',
      msg: 'symbolic links not followed: 1, the first is c/d/link',
    }),
  ]);
});
