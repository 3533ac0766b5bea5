import type { Failure } from '@leat/pipe';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesAt, openCopy, put, testDirectory, textAt } from './open-copy.ts';

/* Between directories: what holds for every target. */

test('a file is copied, and the record leads to the copy', async () => {
  const [from, to] = [join(testDirectory(), 'a'), testDirectory()];
  const { version } = await put(from, 'content');
  const members = await openCopy({ to }).copy({ key: 'c/d/a', uri: from, version });
  const copy = join(to, 'c/d/a');
  expect(members).toEqual({
    uri: copy,
    version: expect.stringMatching(/^7-/) as string,
    copy: { from, fromVersion: version, to: copy, size: 7, status: 'copied', how: 'server' },
  });
  expect(await textAt(copy)).toBe('content');
  expect(readdirSync(join(to, 'c/d'))).toEqual(['a']);
});

test.each([
  ['stray', 'a'],
  ['stray', 'c/d/a'],
  ['stray/below', 'a'],
])('with a file in its place, the target %s is unusable as a whole, for %s', async (to, key) => {
  const directory = testDirectory();
  const from = join(directory, 'stray');
  await put(from, 'content');
  await expect(openCopy({ to: join(directory, to) }).copy({ key, uri: from })).rejects.toMatchObject({
    class: 'fatal',
    code: 'target_unusable',
    message: `${from} is no directory`,
  });
  expect(readdirSync(directory)).toEqual(['stray']);
});

test('an original that is denied says nothing against a target that is there', async () => {
  const directory = testDirectory();
  const copied = openCopy({ to: directory }).copy({ key: 'a', uri: testDirectory() });
  await expect(copied).rejects.toMatchObject({ class: 'reject', code: 'denied' });
});

test('a dataset is copied with all its files, and keeps what it knows of them', async () => {
  const [from, to] = [testDirectory(), testDirectory()];
  const a = await put(join(from, 'a'), 'aaa');
  await put(join(from, 'x/b'), 'b');
  const record = {
    key: 'c/d',
    uri: from,
    files: [
      { uri: a.uri, version: a.version, name: 'a', sha256: 'known' },
      { uri: join(from, 'x/b'), name: 'x/b' },
    ],
  };
  const { copy } = openCopy({ to, name: 'raw/{key}' });
  const members = await copy(record);
  expect(members).toMatchObject({
    uri: join(to, 'raw/c/d'),
    files: [
      { uri: join(to, 'raw/c/d/a'), name: 'a', sha256: 'known' },
      { uri: join(to, 'raw/c/d/x/b'), name: 'x/b' },
    ],
    copy: {
      from,
      to: join(to, 'raw/c/d'),
      size: 4,
      files: [
        { name: 'a', from: a.uri, status: 'copied' },
        { name: 'x/b', status: 'copied' },
      ],
    },
  });
  const [first] = members['files'] as [{ version: string }];
  expect(first.version).not.toBe(a.version);
  expect(await copy(record)).toMatchObject({
    copy: { files: [{ status: 'present' }, { status: 'present' }] },
  });
});

test('one bad file does not keep the others from arriving', async () => {
  const [from, to] = [testDirectory(), testDirectory()];
  for (const name of ['a', 'c']) await put(join(from, name), name);
  const files = ['a', 'b', 'c'].map((name) => ({ uri: join(from, name), name }));
  await expect(openCopy({ to }).copy({ key: 'd', files })).rejects.toMatchObject({
    class: 'reject',
    code: 'not_found',
    message: expect.stringContaining('(1 of 3 files did not arrive)') as string,
  });
  expect(readdirSync(join(to, 'd'))).toEqual(['a', 'c']);
});

describe('what is there already', () => {
  const set = async (there: string, onConflict: 'error' | 'skip' | 'replace') => {
    const [from, to] = [join(testDirectory(), 'a'), testDirectory()];
    await put(from, 'mine');
    await put(join(to, 'a'), there);
    return { run: openCopy({ to, onConflict }), record: { key: 'a', uri: from }, copy: join(to, 'a') };
  };

  test.for(['error', 'skip', 'replace'] as const)('with the same content stays (%s)', async (onConflict) => {
    const { run, record, copy } = await set('mine', onConflict);
    const { version } = await put(copy, 'mine');
    expect(await run.plan(record)).toMatchObject({ copy: { status: 'would-compare' } });
    expect(await run.lookup(record)).toMatchObject({ is: 'found', members: { uri: copy, version } });
    expect(await run.copy(record)).toMatchObject({ version, copy: { status: 'present' } });
  });

  test.for([
    ['error', 'would-fail', 'conflict', 'their'],
    ['skip', 'would-keep-theirs', 'kept-theirs', 'their'],
    ['replace', 'would-replace', 'replaced', 'mine'],
  ] as const)('with other content: %s', async ([onConflict, planned, ended, left]) => {
    const { run, record, copy } = await set('their', onConflict);
    expect(await run.lookup(record)).toEqual({ is: 'absent' });
    expect(await run.plan(record)).toMatchObject({ copy: { status: planned } });
    const end = await run.copy(record).then(
      (members) => (members['copy'] as { status: string }).status,
      (thrown: Failure) => thrown.code,
    );
    expect(end).toBe(ended);
    expect(await textAt(copy)).toBe(left);
  });

  test('with other content of the same size is other content', async () => {
    const { run, record } = await set('oops', 'error');
    await expect(run.copy(record)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a directory of that name is in the way', async () => {
    const [from, to] = [join(testDirectory(), 'a'), testDirectory()];
    await put(from, 'mine');
    mkdirSync(join(to, 'a'));
    await expect(openCopy({ to }).copy({ key: 'a', uri: from })).rejects.toMatchObject({ class: 'reject' });
  });

  test('the original itself is its own copy', async () => {
    const directory = testDirectory();
    const { uri, version } = await put(join(directory, 'a'), 'mine');
    expect(await openCopy({ to: directory }).copy({ key: 'a', uri })).toMatchObject({ uri, version });
  });
});

describe('what is not as the record says', () => {
  test('a version that is gone', async () => {
    const [from, to] = [join(testDirectory(), 'a'), testDirectory()];
    const { version } = await put(from, 'old');
    writeFileSync(from, 'newer');
    const copying = openCopy({ to }).copy({ key: 'a', uri: from, version });
    await expect(copying).rejects.toMatchObject({ class: 'reject', code: 'changed' });
    expect(readdirSync(to)).toEqual([]);
  });

  test('a file that is gone', async () => {
    const [from, to] = [join(testDirectory(), 'a'), testDirectory()];
    const copying = openCopy({ to }).copy({ key: 'a', uri: from });
    await expect(copying).rejects.toMatchObject({ class: 'reject', code: 'not_found' });
    const planned = openCopy({ to }).plan({ key: 'a', uri: from, dryRun: true });
    expect(await planned).toEqual({ copy: { from, to: join(to, 'a'), status: 'would-copy' } });
    await expect(openCopy({ to }).plan({ key: 'a', uri: from })).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('--verify download reads both', async () => {
  const [from, to] = [join(testDirectory(), 'a'), testDirectory()];
  await put(from, 'content');
  expect(await openCopy({ to, verify: 'download' }).copy({ key: 'a', uri: from })).toMatchObject({
    copy: { status: 'copied' },
  });
});

test('many runs at once: each name is written once, and all agree', async () => {
  const [from, to] = [testDirectory(), testDirectory()];
  const names = Array.from({ length: 10 }, (_, at) => `f${at}`);
  for (const name of names) await put(join(from, name), name);
  const runs = Array.from({ length: 4 }, () => openCopy({ to }));
  const results = await Promise.all(
    runs.flatMap(({ copy }) => names.map((key) => copy({ key, uri: join(from, key) }))),
  );
  const statuses = results.map(({ copy }) => (copy as { status: string }).status);
  expect(statuses.filter((status) => status === 'copied')).toHaveLength(10);
  expect(statuses.filter((status) => status === 'present')).toHaveLength(30);
  expect(readdirSync(to).toSorted()).toEqual(names);
});

test('an empty file', async () => {
  const [from, to] = [join(testDirectory(), 'a'), testDirectory()];
  await put(from, '');
  const { copy } = openCopy({ to });
  expect(await copy({ key: 'a', uri: from })).toMatchObject({ copy: { size: 0, status: 'copied' } });
  expect(await copy({ key: 'a', uri: from })).toMatchObject({ copy: { status: 'present' } });
  expect((await bytesAt(join(to, 'a'))).length).toBe(0);
  rmSync(to, { recursive: true });
});
