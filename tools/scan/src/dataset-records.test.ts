import { describe, expect, test } from 'vitest';
import { datasetRecords } from './dataset-records.ts';
import { openEmitted, plainRules, scanTree, type Emitted } from './end-to-end/emitted.ts';
import { useScratch } from './end-to-end/scratch.ts';
import type { Directory, WalkEvent } from './walk/events.ts';
import { parseLayout } from './layout.ts';
import { openLeftOut } from './left-out.ts';
import { selectBy } from './select.ts';
import type { TroubleCode } from './walk/trouble.ts';

const scratch = useScratch();
const twoLevels = parseLayout('{category}/{title}');

describe('leaves', () => {
  test('files beside sub-directories are in no dataset', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/x/b': '', 'c/d/z': '', 'c/e/f': '' });
    const { keys, log } = await scanTree(scratch.path);
    expect(keys).toEqual(['c/d/x', 'c/e']);
    expect(log).toEqual(['warn files in no dataset: 2, the first is c/d/a']);
  });

  test('an excluded directory is as if not there', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/logs/b': '', 'c/e/logs/x': '' });
    const { keys, heldBack, log } = await scanTree(scratch.path, selectBy([], ['logs/']));
    expect({ keys, heldBack, log }).toEqual({ keys: ['c/d'], heldBack: [], log: [] });
  });

  test('an empty directory below makes it no leaf', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/x': null });
    const { keys, heldBack } = await scanTree(scratch.path);
    expect({ keys, heldBack }).toEqual({ keys: [], heldBack: ['c/d/x: empty'] });
  });

  test('a pattern with ** takes only leaves that match', async () => {
    scratch.make({ 'c/x/scan-1/a': '', 'c/scan-2/b': '', 'c/scan-3/x/c': '', 'c/raw/d': '' });
    const { records, log } = await scanTree(scratch.path, {
      layout: parseLayout('{category}/**/scan-{title}'),
    });
    expect(records.map(({ key, dataset }) => [key, dataset!['title']])).toEqual([
      ['c/scan-2', '2'],
      ['c/x/scan-1', '1'],
    ]);
    expect(log).toEqual(['warn files in no dataset: 2, the first is c/raw/d']);
  });
});

describe('a layout of fixed depth', () => {
  test('takes all that is below', async () => {
    scratch.make({
      'c/d/z': '1',
      'c/d/x/y/b': '22',
      'c/d/x/a': '333',
      'c/e/f': '',
      'c/g': '',
      'c/h/i': null,
    });
    const { records, log, heldBack } = await scanTree(scratch.path, { layout: twoLevels });
    expect(records.map(({ key, files, scan }) => [key, files!.map(({ name }) => name), scan])).toEqual([
      ['c/d', ['x/a', 'x/y/b', 'z'], { files: 3, size: 6 }],
      ['c/e', ['f'], { files: 1, size: 0 }],
    ]);
    expect(records[0]!.files!.map(({ uri }) => uri)).toEqual([
      scratch.at('c/d/x/a'),
      scratch.at('c/d/x/y/b'),
      scratch.at('c/d/z'),
    ]);
    expect(heldBack).toEqual(['c/h: empty']);
    expect(log).toEqual(['warn files in no dataset: 1, the first is c/g']);
  });

  test('what does not match is in no dataset', async () => {
    scratch.make({ 'c/sub-1/a': '', 'c/other/x/b': '', 'c/other/c': '' });
    const { keys, log } = await scanTree(scratch.path, { layout: parseLayout('{category}/sub-{title}') });
    expect(keys).toEqual(['c/sub-1']);
    expect(log).toEqual(['warn files in no dataset: 2, the first is c/other/c']);
  });
});

describe('--match and --exclude', () => {
  test('only what was asked for is in the dataset', async () => {
    scratch.make({ 'c/d/a.tif': '1', 'c/d/b.log': '22', 'c/e/c.log': '', 'c/f/a.tif': '' });
    const matched = await scanTree(scratch.path, selectBy(['*.tif'], ['c/f/']));
    expect(matched.records.map(({ key, scan }) => [key, scan])).toEqual([['c/d', { files: 1, size: 1 }]]);
    expect(matched.heldBack).toEqual([]);
    const rest = await scanTree(scratch.path, selectBy([], ['*.tif']));
    expect(rest.keys).toEqual(['c/d', 'c/e']);
  });
});

describe('too large for one line', () => {
  test('it is a problem that names the way, and nothing of it is kept', async () => {
    scratch.make(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`c/d/file-${at}`, ''])));
    scratch.make({ 'c/e/a': '' });
    const { keys, problems } = await scanTree(scratch.path, { longestList: 1000 });
    expect({ keys, problems }).toEqual({ keys: ['c/e'], problems: ['c/d: dataset_too_large'] });
  });

  test('its length is in bytes', async () => {
    scratch.make({ 'c/d/ab': '', 'c/e/é': '' });
    const { records } = await scanTree(scratch.path);
    const longestList = Buffer.byteLength(JSON.stringify(records[0]!.files)) - 1;
    expect((await scanTree(scratch.path, { longestList })).keys).toEqual(['c/d', 'c/e']);
    expect((await scanTree(scratch.path, { longestList: longestList - 1 })).keys).toEqual([]);
  });
});

describe('a part that could not be seen', () => {
  const root = directoryAt('');
  const category = directoryAt('c', root);
  const dataset = directoryAt('c/d', category);
  const file: WalkEvent = { type: 'file', directory: dataset, name: 'a', stats: dataset.stats };
  const around = (...inside: WalkEvent[]): WalkEvent[] => [
    ...[root, category, dataset].map((directory) => ({ type: 'open', directory }) as const),
    ...inside,
    ...[dataset, category, root].map((directory) => ({ type: 'close', directory }) as const),
  ];
  const problem = (code: TroubleCode, path: string): WalkEvent => ({
    type: 'problem',
    directory: dataset,
    path,
    code,
    message: '',
  });

  test.for(['denied', 'vanished', 'unreadable'] as const)('%s holds the dataset back', async (code) => {
    const { keys, heldBack } = await take(around(file, problem(code, 'c/d/b')));
    expect({ keys, heldBack }).toEqual({
      keys: [],
      heldBack: ['c/d/b: incomplete: something in it has a problem'],
    });
  });

  test.for(['loop', 'dangling_link', 'special_file', 'name_not_utf8'] as const)(
    '%s does not',
    async (code) => {
      expect((await take(around(file, problem(code, 'c/d/b')))).keys).toEqual(['c/d']);
    },
  );

  test('when nothing could be seen, its problem says it all', async () => {
    const { keys, heldBack } = await take(around(problem('denied', 'c/d')));
    expect({ keys, heldBack }).toEqual({ keys: [], heldBack: [] });
  });

  async function take(events: readonly WalkEvent[]): Promise<Emitted> {
    const { emitted, to } = openEmitted();
    const scope = { root: { path: '/', prefix: '' }, rules: plainRules, to, leftOut: openLeftOut() };
    const take = datasetRecords(scope);
    for (const event of events) await take(event);
    return emitted;
  }
});

function directoryAt(path: string, parent?: Directory): Directory {
  const stats = { mode: 0o100644, size: 0, mtimeMs: 0, ctimeMs: 0, dev: 0, ino: 1 };
  const counts = { files: 0, subdirectories: 0, skipped: 0, problems: 0 };
  const depth = parent === undefined ? 0 : parent.depth + 1;
  return { path, absolute: `/${path}`, depth, parent, stats, ...counts };
}
