import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runScan } from './leat-scan.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();

test('a dataset of 120,000 files fits no line, and comes file by file', async () => {
  const count = 120_000;
  mkdirSync(scratch.at('c/d'), { recursive: true });
  for (let at = 0; at < count; at++) {
    // Links are made several times faster than files, and ext4 allows 65,000 of each.
    const original = scratch.at(`original-${at % 2}`);
    if (at < 2) writeFileSync(original, '');
    linkSync(original, scratch.at('c/d', `file-${at}.tif`));
  }
  scratch.make({ 'c/e/a': '' });
  const without = ['--exclude', 'original-*'];

  const datasets = await runScan([scratch.path, ...without]);
  expect(datasets.exit).toBe(3);
  expect(datasets.keys).toEqual(['c/e']);
  expect(datasets.log).toEqual([
    expect.objectContaining({
      key: 'c/d',
      code: 'dataset_too_large',
      msg: 'a dataset of 120,000 files does not fit one line',
      hint: 'scan it with --as file: one record per file',
    }),
  ]);
  expect(datasets.summary).toMatchObject({ listed: 2, emitted: 1, problems: 1 });

  const files = await runScan([scratch.path, ...without, '--as', 'file']);
  expect(files.exit).toBe(0);
  expect(files.log).toEqual([]);
  expect(files.keys).toHaveLength(count + 1);
  expect(new Set(files.keys).size).toBe(count + 1);
  expect(files.records[0]).toMatchObject({
    key: 'c/d/file-0.tif',
    dataset: { key: 'c/d', category: 'c', title: 'd', name: 'file-0.tif' },
  });
});
