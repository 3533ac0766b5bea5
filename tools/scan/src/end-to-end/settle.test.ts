import { appendFileSync, copyFileSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runScan } from './leat-scan.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();

test('--settle holds back what has just changed, however that was done', async () => {
  const changes: Record<string, (dataset: string) => void> = {
    'new file': (dataset) => scratch.make({ [`c/${dataset}/new`]: '' }),
    'file that grows': (dataset) => appendFileSync(scratch.at('c', dataset, 'a'), '!'),
    'copy that keeps its time'(dataset) {
      copyFileSync(scratch.at('old'), scratch.at('c', dataset, 'old'));
      utimesSync(scratch.at('c', dataset, 'old'), 1e9, 1e9);
    },
    'old time set by hand': (dataset) => utimesSync(scratch.at('c', dataset, 'a'), 1e9, 1e9),
    'new name': (dataset) => renameSync(scratch.at('c', dataset, 'a'), scratch.at('c', dataset, 'z')),
    'file less': (dataset) => rmSync(scratch.at('c', dataset, 'b')),
  };
  for (const dataset of [...Object.keys(changes), 'quiet', 'time in the future'])
    scratch.make({ [`c/${dataset}/a`]: '', [`c/${dataset}/b`]: '' });
  scratch.make({ old: '' });
  utimesSync(scratch.at('old'), 1e9, 1e9);
  utimesSync(scratch.at('c/time in the future/a'), 4e9, 4e9);
  await sleep(15_100);
  for (const [dataset, change] of Object.entries(changes)) change(dataset);

  const { exit, keys, summary } = await runScan([scratch.path, '--settle', '15s']);
  expect(exit).toBe(0);
  expect(keys).toEqual(['c/quiet', 'c/time in the future']);
  expect(summary).toMatchObject({ listed: 8, emitted: 2, held: { 'changed less than 15 s ago': 6 } });
});

test('the default is 30 s', async () => {
  scratch.make({ 'c/d/a': '' });
  const { summary } = await runScan([scratch.path], { env: { LEAT_SCAN_SETTLE: '' } });
  expect(summary.held).toEqual({ 'changed less than 30 s ago': 1 });
});

test('unfinished copies and missing markers are held back, by reason, and named with --verbose', async () => {
  scratch.make({
    'c/1/a': '',
    'c/1/DONE': '',
    'c/2/a.part': '',
    'c/3/a': '',
    'c/3/.a.Ab12Cd': '',
    'c/4/a': '',
    'c/5': null,
    'c/6.tmp/a': '',
  });
  const { exit, keys, log, summary } = await runScan([scratch.path, '--marker', 'DONE', '--verbose']);
  expect(exit).toBe(0);
  expect(keys).toEqual(['c/1']);
  expect(summary).toMatchObject({
    listed: 6,
    emitted: 1,
    heldBack: 5,
    held: { 'temporary name': 3, 'no DONE': 1, empty: 1 },
  });
  expect(log.filter(({ msg }) => msg.startsWith('held back')).map(({ key, msg }) => [key, msg])).toEqual([
    ['c/2/a.part', 'held back: temporary name'],
    ['c/3/.a.Ab12Cd', 'held back: temporary name'],
    ['c/4', 'held back: no DONE'],
    ['c/5', 'held back: empty'],
    ['c/6.tmp', 'held back: temporary name'],
  ]);
});
