import { StorageError } from '@leat/storage';
import { describe, expect, test } from 'vitest';
import { openEmitted, plainRules, type Emitted } from '../end-to-end/emitted.ts';
import { memoryPrefix, MODIFIED } from '../end-to-end/memory-prefix.ts';
import type { LabelledRoot } from '../labels.ts';
import type { ScanRules } from '../rules.ts';
import { scan } from '../scan.ts';
import { unlistedPrefix } from './trouble.ts';

async function scanned(
  roots: LabelledRoot | readonly LabelledRoot[],
  rules: Partial<ScanRules> = {},
): Promise<Emitted> {
  const { emitted, to } = openEmitted();
  await scan([roots].flat(), { ...plainRules, ...rules }, to);
  return emitted;
}

test('an object is a record with its address and its ETag', async () => {
  const { records } = await scanned(memoryPrefix(['c/d/a "b".txt']), { as: 'file' });
  expect(records).toEqual([
    {
      key: 'c/d/a "b".txt',
      rev: 'etag-of-a "b".txt',
      uri: 's3://bucket/raw/c/d/a "b".txt',
      version: 'etag-of-a "b".txt',
      dataset: { key: 'c/d', category: 'c', title: 'd', name: 'a "b".txt' },
      scan: { size: 3, mtime: MODIFIED },
    },
  ]);
});

test('a dataset has the addresses of its objects', async () => {
  const { records } = await scanned(memoryPrefix(['c/d/a', 'c/d/b'], { path: 'az://box' }));
  expect(records).toMatchObject([
    {
      key: 'c/d',
      uri: 'az://box/c/d',
      dataset: { category: 'c', title: 'd' },
      files: [
        { uri: 'az://box/c/d/a', version: 'etag-of-a', name: 'a', size: 3, mtime: MODIFIED },
        { uri: 'az://box/c/d/b', version: 'etag-of-b', name: 'b' },
      ],
      scan: { files: 2, size: 6 },
    },
  ]);
});

describe('names', () => {
  test('of an empty object with a slash at its end are directories, and the root has none', async () => {
    const { keys, heldBack } = await scanned(memoryPrefix(['', 'c/', 'c/d/', 'c/d/a', 'c/e/']));
    expect({ keys, heldBack }).toEqual({ keys: ['c/d'], heldBack: ['c/e: empty'] });
    expect((await scanned(memoryPrefix(['', 'c/', 'c/d/', 'c/d/a']), { as: 'file' })).keys).toEqual([
      'c/d/a',
    ]);
  });

  test.for([
    ['a//b', true],
    ['/b', true],
    ['//b/c', true],
    ['a/../b', true],
    ['./b', true],
    ['a/../b', false],
  ] as const)('%s is kept as it is (with --hidden: %s)', async ([name, hidden]) => {
    const { records } = await scanned(memoryPrefix([name]), { as: 'file', hidden });
    const expected = [[name, `s3://bucket/raw/${name}`]];
    expect(records.map(({ key, uri }) => [key, uri])).toEqual(hidden ? expected : []);
  });

  test('an object where a directory is too is a file beside it', async () => {
    const { keys } = await scanned(memoryPrefix(['c/d', 'c/d/a', 'c/d-2/a']), { as: 'file' });
    expect(keys).toEqual(['c/d', 'c/d-2/a', 'c/d/a']);
  });
});

test('--settle and --since go by when the object was written', async () => {
  const root = memoryPrefix(['c/d/a']);
  const written = Date.parse(MODIFIED);
  const young = { settleSeconds: 30, nowMs: written + 29_000 };
  expect((await scanned(root, young)).heldBack).toEqual(['c/d: changed less than 30 s ago']);
  expect((await scanned(root, { ...young, as: 'file' })).heldBack).toHaveLength(1);
  expect((await scanned(root, { ...young, nowMs: written + 30_000 })).keys).toEqual(['c/d']);
  expect((await scanned(root, { sinceMs: written })).keys).toEqual(['c/d']);
  expect((await scanned(root, { sinceMs: written + 1 })).keys).toEqual([]);
});

test('--hash reads objects', async () => {
  const { records, heldBack } = await scanned(memoryPrefix(['c/d/a', 'c/d/changed']), {
    as: 'file',
    isHashed: true,
  });
  expect(records.map(({ rev, scan: { sha256 } }) => [rev, sha256])).toEqual([
    ['hash of s3://bucket/raw/c/d/a', 'hash of s3://bucket/raw/c/d/a'],
  ]);
  expect(heldBack).toEqual(['c/d/changed: changed while it was read']);
});

test('the store is asked for the marker once for a directory, and not without one', async () => {
  const root = memoryPrefix(['c/d/a', 'c/d/b', 'c/d/z', 'c/e/DONE', 'c/e/a']);
  const { keys } = await scanned(root, { as: 'file', marker: 'DONE' });
  expect(keys).toEqual(['c/e/a']);
  expect(root.asked).toEqual(['s3://bucket/raw/c/d/DONE', 's3://bucket/raw/c/e/DONE']);
  await scanned(root, { as: 'file' });
  expect(root.asked).toHaveLength(2);
});

describe('trouble', () => {
  const cases = [
    ['notFound', 'root_missing'],
    ['denied', 'root_denied'],
    ['unavailable', 'root_unreadable'],
    ['throttled', 'root_unreadable'],
  ] as const;
  test.for(cases)('%s is a problem of the prefix, and never nothing', async ([reason, code]) => {
    const broken = new StorageError(reason, 'no');
    expect(await scanned(memoryPrefix([], { broken }))).toMatchObject({
      keys: [],
      problems: [`s3://bucket/raw: ${code}`],
      log: [],
    });
  });

  test('in the middle: what is complete has been emitted, the dataset that was open is not', async () => {
    const broken = new StorageError('unavailable', 'no');
    const roots = [
      memoryPrefix(['c/d/a', 'c/e/a'], { prefix: '1/', broken }),
      memoryPrefix(['c/d/a'], { prefix: '2/' }),
    ];
    const { keys, problems } = await scanned(roots);
    expect({ keys, problems }).toEqual({ keys: ['1/c/d', '2/c/d'], problems: ['1/: root_unreadable'] });
  });

  test.each([
    [undefined, 'check the name, and that this account may list it'],
    ['make it', 'make it'],
  ])('it says what to do, where the store gives the hint %s', (hint, expected) => {
    const denied = new StorageError('denied', 'no', hint === undefined ? {} : { hint });
    expect(unlistedPrefix({ path: 's3://bucket', prefix: '' }, denied)).toMatchObject({ hint: expected });
  });

  test('what nobody foresaw is thrown', async () => {
    const broken = new TypeError('bug') as never;
    await expect(scanned(memoryPrefix(['a'], { broken }))).rejects.toBe(broken);
  });

  test('a prefix without objects is told', async () => {
    expect((await scanned(memoryPrefix([]))).log).toEqual(['warn s3://bucket/raw/ has no objects']);
  });
});
