import { describe, expect, test } from 'vitest';
import { useScratch } from '../end-to-end/scratch.ts';
import { filesOf, lineOf, paces, walked } from '../fixtures/walked.ts';
import { walk } from './walk.ts';

const scratch = useScratch();

describe.each(Object.entries(paces))('a walk %s', (_, pace) => {
  test('opens and closes every directory around what is in it', async () => {
    scratch.make({ 'b/two.txt': '2', 'b/one.txt': '1', 'a.txt': 'a', empty: null });
    const events = await walked(scratch.path, {}, pace());
    expect(events.map(lineOf)).toEqual([
      'open .',
      'file a.txt',
      'open b',
      'file b/one.txt',
      'file b/two.txt',
      'close b',
      'open empty',
      'close empty',
      'close .',
    ]);
  });

  test('puts a directory where its name with a slash belongs', async () => {
    // Bytes: space 20, "-" 2d, "." 2e, "/" 2f, "0" 30.
    scratch.make({
      'a/x': '',
      'a b/x': '',
      'a-b': '',
      'a.b/x': '',
      'a.b.c': '',
      'a.txt': '',
      a0: '',
      'a.b-': '',
    });
    const files = filesOf(await walked(scratch.path, {}, pace()));
    expect(files).toEqual(['a b/x', 'a-b', 'a.b-', 'a.b.c', 'a.b/x', 'a.txt', 'a/x', 'a0']);
  });

  test('tells size and times of a file and counts of a directory', async () => {
    scratch.make({ 'd/one.txt': '12345', 'd/.hidden': '', 'd/link': { to: 'one.txt' }, 'd/z/f': '' });
    const events = await walked(scratch.path, {}, pace());
    const file = events.find((event) => event.type === 'file');
    expect(file).toMatchObject({ name: 'one.txt', stats: { size: 5 } });
    expect(file?.type === 'file' && file.stats.ctimeMs).toBeGreaterThan(1.7e12);
    const closed = events.find((event) => event.type === 'close' && event.directory.path === 'd');
    expect(closed?.directory).toMatchObject({
      depth: 1,
      files: 1,
      subdirectories: 1,
      skipped: 2,
      problems: 0,
    });
    expect(closed?.directory.absolute).toBe(scratch.at('d'));
  });

  test('does not go where it is told not to', async () => {
    scratch.make({ 'a/x/1': '', 'a/y/2': '', 'b/3': '' });
    const enter = (path: string, depth: number): boolean =>
      path !== 'b' && !(depth === 2 && path.endsWith('x'));
    const lines = (await walked(scratch.path, { enter }, pace())).map(lineOf);
    expect(lines).toEqual([
      'open .',
      'open a',
      'skip notEntered a/x',
      'open a/y',
      'file a/y/2',
      'close a/y',
      'close a',
      'skip notEntered b',
      'close .',
    ]);
  });
});

test('a root that is a link is followed, and its own name is no part of any path', async () => {
  scratch.make({ 'real/f': '', link: { to: 'real' } });
  expect(filesOf(await walked(scratch.at('link')))).toEqual(['f']);
});

test.each([
  ['nowhere', 'root_missing'],
  ['file/below', 'root_missing'],
  ['file', 'root_not_directory'],
])('the root %s is the failure %s', async (name, code) => {
  scratch.make({ file: '' });
  await expect(walked(scratch.at(name))).rejects.toMatchObject({ class: 'fatal', code });
});

test('an aborted walk ends with the reason', async () => {
  scratch.make({ 'a/1': '', 'b/2': '' });
  const reason = new Error('stop');
  await expect(walked(scratch.path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('a walk that is left early leaves nothing running', async () => {
  scratch.make(
    Object.fromEntries(Array.from({ length: 600 }, (_, number) => [`d${number % 20}/f${number}`, ''])),
  );
  for await (const events of walk(scratch.path)) {
    expect(events.length).toBeGreaterThan(0);
    break;
  }
});
