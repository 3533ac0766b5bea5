import { describe, expect, test } from 'vitest';
import { scanTree } from './end-to-end/emitted.ts';
import { useScratch } from './end-to-end/scratch.ts';
import { parseLayout } from './layout.ts';
import { selectBy } from './select.ts';

const scratch = useScratch();
const asFile = { as: 'file' } as const;
const twoLevels = { as: 'file', layout: parseLayout('{category}/{title}') } as const;

test('each file is a record with its own version', async () => {
  scratch.make({ 'c/d/a.txt': 'abc' });
  const { records } = await scanTree(scratch.path, asFile);
  const version = expect.stringMatching(/^3-\d{16}-\d{16}$/);
  expect(records).toEqual([
    {
      key: 'c/d/a.txt',
      rev: version,
      uri: scratch.at('c/d/a.txt'),
      version,
      dataset: { key: 'c/d', category: 'c', title: 'd', name: 'a.txt' },
      scan: { size: 3, mtime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) },
    },
  ]);
  expect(records[0]!.rev).toBe(records[0]!.version);
});

describe('the dataset that a file belongs to', () => {
  const datasets = async (rules: Parameters<typeof scanTree>[1]): Promise<[string, unknown][]> =>
    (await scanTree(scratch.path, rules)).records.map(({ key, dataset }) => [
      key,
      dataset && [dataset['key'], dataset['title'], dataset['name']],
    ]);

  test('is its directory, when that is a leaf', async () => {
    scratch.make({ root: '', 'c/a': '', 'c/d/a': '', 'c/d/x/b': '', 'c/d/z': '', 'e/f': '' });
    expect(await datasets(asFile)).toEqual([
      ['c/a', undefined],
      ['c/d/a', undefined],
      ['c/d/x/b', ['c/d/x', 'd/x', 'b']],
      ['c/d/z', undefined],
      ['e/f', ['e', 'e', 'f']],
      ['root', undefined],
    ]);
  });

  test('is the same as with --as dataset', async () => {
    scratch.make({
      'c/d/a': '',
      'c/d/x.tmp/b': '',
      'c/e/a': '',
      'c/e/logs/b': '',
      'c/f/.x/a': '',
      'c/f/a': '',
    });
    const rules = selectBy([], ['logs/']);
    const files = (await scanTree(scratch.path, { ...asFile, ...rules })).records;
    const { keys } = await scanTree(scratch.path, rules);
    expect(new Set(files.map(({ dataset }) => dataset?.['key']).filter(Boolean))).toEqual(new Set(keys));
    expect(keys).toEqual(['c/e', 'c/f']);
  });

  test('is the directory at the depth of the layout', async () => {
    scratch.make({ 'c/a': '', 'c/d/a': '', 'c/d/x/y/b': '', 'c/d/x/c': '' });
    expect(await datasets(twoLevels)).toEqual([
      ['c/a', undefined],
      ['c/d/a', ['c/d', 'd', 'a']],
      ['c/d/x/c', ['c/d', 'd', 'x/c']],
      ['c/d/x/y/b', ['c/d', 'd', 'x/y/b']],
    ]);
  });

  test('has the parts that the layout names', async () => {
    scratch.make({ 'c/sub-1/a': '', 'c/other/a': '' });
    const { records } = await scanTree(scratch.path, {
      as: 'file',
      layout: parseLayout('{site}/sub-{subject}'),
    });
    expect(records.map(({ dataset }) => dataset)).toEqual([
      undefined,
      { key: 'c/sub-1', category: 'c', title: 'c/sub-1', site: 'c', subject: '1', name: 'a' },
    ]);
  });
});

describe('held back', () => {
  test('a file with a temporary name, and not the others of its dataset', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/b.part': '', 'c/e.tmp/a': '' });
    const { keys, heldBack } = await scanTree(scratch.path, asFile);
    expect({ keys, heldBack }).toEqual({
      keys: ['c/d/a'],
      heldBack: ['c/d/b.part: temporary name', 'c/e.tmp: temporary name'],
    });
  });

  test('what is young', async () => {
    scratch.make({ 'c/d/a': '' });
    const { heldBack } = await scanTree(scratch.path, { ...asFile, settleSeconds: 30 });
    expect(heldBack).toEqual(['c/d/a: changed less than 30 s ago']);
  });

  test('files of a dataset without its marker; files in no dataset have none to wait for', async () => {
    scratch.make({ 'c/d/x/a': '', 'c/e/x/a': '', 'c/e/DONE': '', 'c/e/x/DONE': '', 'c/f': '' });
    const { keys, heldBack } = await scanTree(scratch.path, { ...twoLevels, marker: 'DONE' });
    expect({ keys, heldBack }).toEqual({
      keys: ['c/e/x/DONE', 'c/e/x/a', 'c/f'],
      heldBack: ['c/d/x/a: no DONE'],
    });
  });
});

test('only files that were asked for are listed at all', async () => {
  scratch.make({ 'c/d/a.tif': '', 'c/d/b.log': '', 'c/x/c.tif': '', 'c/d/d.log.part': '' });
  const { keys, heldBack } = await scanTree(scratch.path, { ...asFile, ...selectBy(['*.tif'], ['x/']) });
  expect({ keys, heldBack }).toEqual({ keys: ['c/d/a.tif'], heldBack: [] });
});

test('--since leaves out what is older', async () => {
  scratch.make({ 'c/d/a': '' });
  expect((await scanTree(scratch.path, { ...asFile, sinceMs: Date.now() + 1000 })).keys).toEqual([]);
  expect((await scanTree(scratch.path, { ...asFile, sinceMs: Date.now() - 10_000 })).keys).toEqual(['c/d/a']);
});

test('keys come in bytewise order', async () => {
  scratch.make({
    'a/x': '',
    'a-b/x': '',
    'a.b/x': '',
    'a0/x': '',
    'a/b/x': '',
    A: '',
    é: '',
    '😀': '',
    '\uFFFC': '',
  });
  const { keys } = await scanTree(scratch.path, asFile);
  const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(keys).toEqual(sorted);
  expect(keys).toHaveLength(9);
});
