import { rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { scanTree } from './end-to-end/emitted.ts';
import { useScratch } from './end-to-end/scratch.ts';
import { whyUnsettled } from './hold-back.ts';
import { parseLayout } from './layout.ts';
import type { ScanRules } from './rules.ts';
import { selectBy } from './select.ts';

const scratch = useScratch();
const twoLevels = parseLayout('{category}/{title}');
const now = Date.UTC(2026, 5, 1);

test.for([
  [30, -31, undefined],
  [30, -30, undefined],
  [30, -29, 'changed less than 30 s ago'],
  [30, 29, 'changed less than 30 s ago'],
  [300, -60, 'changed less than 5 min 0 s ago'],
  [30, 86_401, 'changed in the future, by the clock of its file system'],
  [0, -1, undefined],
  [0, 86_401, undefined],
] as const)('with --settle %i s and a change %i s from now', ([settleSeconds, changed, why]) => {
  const rules = { settleSeconds, nowMs: now } as ScanRules;
  expect(whyUnsettled(now + changed * 1000, rules)).toBe(why);
});

describe('held back', () => {
  const cases: [string, Record<string, string | null>, string[]][] = [
    ['a temporary name', { 'c/d/a': '', 'c/d/b.part': '' }, ['c/d/b.part: temporary name']],
    [
      'two of them: the first is named',
      { 'c/d/a.part': '', 'c/d/b.part': '' },
      ['c/d/a.part: temporary name'],
    ],
    ['what rsync hides', { 'c/d/a': '', 'c/d/.b.Ab12Cd': '' }, ['c/d/.b.Ab12Cd: temporary name']],
    ['only what rsync hides', { 'c/d/.b.Ab12Cd': '' }, ['c/d/.b.Ab12Cd: temporary name']],
    [
      'where rsync --delay-updates hides',
      { 'c/d/a': '', 'c/d/.~tmp~/b': '' },
      ['c/d/.~tmp~: temporary name'],
    ],
    [
      'a file that is deleted but open',
      { 'c/d/a': '', 'c/d/.nfs01': '' },
      ['c/d/.nfs01: a deleted file in it is still open'],
    ],
    [
      'a directory with a temporary name',
      { 'c/d.tmp/a': '', 'c/d.tmp/x/b': '' },
      ['c/d.tmp: temporary name'],
    ],
    ['an empty one', { 'c/d': null }, ['c/d: empty']],
    ['one with nothing but hidden files', { 'c/d/.DS_Store': '' }, ['c/d: empty']],
  ];
  test.for(cases)('%s', async ([, tree, expected]) => {
    scratch.make({ ...tree, 'c/other/a': '' });
    const { keys, heldBack } = await scanTree(scratch.path);
    expect({ keys, heldBack }).toEqual({ keys: ['c/other'], heldBack: expected });
  });

  test('what rsync hides is seen with --hidden too, and does not make it no leaf', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/.~tmp~/b': '', 'c/e/.b.Ab12Cd': '' });
    const { keys, heldBack, log } = await scanTree(scratch.path, { hidden: true });
    expect({ keys, heldBack, log }).toEqual({
      keys: [],
      heldBack: ['c/d/.~tmp~: temporary name', 'c/e/.b.Ab12Cd: temporary name'],
      log: [],
    });
  });

  test('a directory with a temporary name will be one below: the files beside it are in no dataset', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/new.tmp/b': '' });
    const { keys, heldBack, log } = await scanTree(scratch.path);
    expect({ keys, heldBack, log }).toEqual({
      keys: [],
      heldBack: ['c/d/new.tmp: temporary name'],
      log: ['warn files in no dataset: 1, the first is c/d/a'],
    });
  });

  test('deep in a dataset of several directories', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/x/new.tmp/b': '', 'c/e/x/y/b.part': '', 'c/f/a': '', 'c.tmp/g/a': '' });
    const { keys, heldBack } = await scanTree(scratch.path, { layout: twoLevels });
    expect({ keys, heldBack }).toEqual({
      keys: ['c/f'],
      heldBack: ['c.tmp: temporary name', 'c/d/x/new.tmp: temporary name', 'c/e/x/y/b.part: temporary name'],
    });
  });

  test('what --exclude leaves out holds nothing back', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/b.part': '', 'c/d/.b.Ab12Cd': '', 'c/e/a': '', 'c/e/x.tmp/b': '' });
    const { keys, heldBack } = await scanTree(scratch.path, selectBy([], ['*.part', 'c/d/.b.*', '*.tmp/']));
    expect({ keys, heldBack }).toEqual({ keys: ['c/d', 'c/e'], heldBack: [] });
  });

  test('what is being copied may be what --match asks for', async () => {
    scratch.make({ 'c/d/a.tif': '', 'c/d/b.tif.part': '', 'c/e/a.txt': '' });
    const { keys, heldBack } = await scanTree(scratch.path, selectBy(['*.tif'], []));
    expect({ keys, heldBack }).toEqual({ keys: [], heldBack: ['c/d/b.tif.part: temporary name'] });
  });
});

describe('--settle', () => {
  test('one young file holds the dataset back', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/b': '' });
    const { heldBack } = await scanTree(scratch.path, { settleSeconds: 30 });
    expect(heldBack).toEqual(['c/d: changed less than 30 s ago']);
    expect((await scanTree(scratch.path, { settleSeconds: 30, nowMs: Date.now() + 31_000 })).keys).toEqual([
      'c/d',
    ]);
  });

  test('a file that has just been deleted holds it back too: the directory has changed', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/b': '' });
    const settled = { settleSeconds: 0.05, nowMs: Date.now() + 60 };
    await sleep(70);
    expect((await scanTree(scratch.path, settled)).keys).toEqual(['c/d']);
    rmSync(scratch.at('c/d/b'));
    const { keys, heldBack } = await scanTree(scratch.path, settled);
    expect({ keys, heldBack: heldBack.length }).toEqual({ keys: [], heldBack: 1 });
    // What nobody asked for may come and go.
    expect((await scanTree(scratch.path, { ...settled, ...selectBy(['a'], []) })).keys).toEqual(['c/d']);
  });

  test('a mtime in the future says nothing', async () => {
    scratch.make({ 'c/d/a': '' });
    utimesSync(scratch.at('c/d/a'), 4e9, 4e9);
    const { keys } = await scanTree(scratch.path, { settleSeconds: 30, nowMs: Date.now() + 31_000 });
    expect(keys).toEqual(['c/d']);
  });
});

describe('--marker', () => {
  test('a dataset waits for it, and it is not listed', async () => {
    scratch.make({ 'c/d/a': '', 'c/e/a': '', 'c/e/DONE': '' });
    const { records, heldBack } = await scanTree(scratch.path, { marker: 'DONE' });
    expect(records.map(({ key, files }) => [key, files!.length])).toEqual([['c/e', 1]]);
    expect(heldBack).toEqual(['c/d: no DONE']);
  });

  test('it may be hidden, or a link', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/.done': '', 'c/e/a': '' });
    symlinkSync('../d/.done', scratch.at('c/e/.done'));
    expect((await scanTree(scratch.path, { marker: '.done' })).keys).toEqual(['c/d', 'c/e']);
    symlinkSync('/nowhere', scratch.at('c/e/done'));
    expect((await scanTree(scratch.path, { marker: 'done' })).keys).toEqual(['c/e']);
  });

  test('it has to lie at the top of the dataset; deeper it is a file like others', async () => {
    scratch.make({ 'c/d/x/DONE': '', 'c/e/DONE': '', 'c/e/x/DONE': '', 'c/e/x/a': '' });
    const { records, heldBack } = await scanTree(scratch.path, { marker: 'DONE', layout: twoLevels });
    expect(records.map(({ files }) => files!.map(({ name }) => name))).toEqual([['x/DONE', 'x/a']]);
    expect(heldBack).toEqual(['c/d: no DONE']);
    scratch.make({ 'c/d/x/.done': '', 'c/e/.done': '' });
    expect((await scanTree(scratch.path, { marker: '.done', layout: twoLevels })).keys).toEqual(['c/e']);
  });

  test('--exclude and --match do not hide it', async () => {
    scratch.make({ 'c/d/a.tif': '', 'c/d/DONE': '' });
    expect((await scanTree(scratch.path, { marker: 'DONE', ...selectBy(['*.tif'], ['DONE']) })).keys).toEqual(
      ['c/d'],
    );
  });
});

describe('--since', () => {
  test('what changed before is not listed', async () => {
    scratch.make({ 'c/old/a': '' });
    await sleep(20);
    const sinceMs = Date.now();
    await sleep(20);
    scratch.make({ 'c/new/a': '' });
    expect((await scanTree(scratch.path, { sinceMs })).keys).toEqual(['c/new']);
    rmSync(scratch.at('c/old/a'));
    writeFileSync(scratch.at('c/old/b'), '');
    expect((await scanTree(scratch.path, { sinceMs })).keys).toEqual(['c/new', 'c/old']);
  });
});
