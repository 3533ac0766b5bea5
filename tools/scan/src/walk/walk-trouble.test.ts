import { execa } from 'execa';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useScratch } from '../end-to-end/scratch.ts';
import { lineOf, paces, walked } from '../fixtures/walked.ts';
import type { WalkOptions } from './walk.ts';

const scratch = useScratch();

describe.each(Object.entries(paces))('a walk %s', (_, pace) => {
  const lines = async (options: WalkOptions = {}): Promise<string[]> =>
    (await walked(scratch.path, options, pace())).map(lineOf).filter((line) => !/^(open|close) /.test(line));

  test('skips links that it is not told to follow, also those that lead nowhere', async () => {
    scratch.make({
      f: '',
      'd/g': '',
      to_file: { to: 'f' },
      to_directory: { to: 'd' },
      to_nothing: { to: 'x' },
    });
    expect(await lines()).toEqual([
      'file d/g',
      'file f',
      'skip link to_directory',
      'skip link to_file',
      'skip link to_nothing',
    ]);
  });

  test('follows links when told to, and reports those that lead nowhere or back', async () => {
    scratch.make({
      'd/f': 'content',
      'd/up': { to: '..' },
      'd/self': { to: 'self' },
      to_directory: { to: 'd/sub' },
      'd/sub/g': '',
      to_file: { to: 'd/f' },
      to_nothing: { to: 'x' },
    });
    expect(await lines({ follow: true })).toEqual([
      'file d/f',
      'problem loop d/self',
      'file d/sub/g',
      'problem loop d/up',
      'file to_directory/g',
      'file to_file',
      'problem dangling_link to_nothing',
    ]);
    const file = (await walked(scratch.path, { follow: true }, pace())).findLast(
      (event) => event.type === 'file',
    );
    expect(file).toMatchObject({ name: 'to_file', stats: { size: 7 } });
  });

  test('leaves out dot names unless told otherwise, and always what is none of the data', async () => {
    scratch.make({ '.dot': '', '.d/f': '', '.nfs0001': '', '.snapshot/old': '', f: '' });
    const always = ['skip inUse .nfs0001', 'skip snapshot .snapshot'];
    expect(await lines()).toEqual(['skip hidden .d', 'skip hidden .dot', ...always, 'file f']);
    expect(await lines({ hidden: true })).toEqual(['file .d/f', 'file .dot', ...always, 'file f']);
  });

  test('reports names that are not UTF-8 with their bytes, and the rest still comes', async () => {
    const directory = Buffer.from(scratch.path);
    writeFileSync(Buffer.concat([directory, Buffer.from('/caf\xe9.txt', 'latin1')]), '');
    mkdirSync(Buffer.concat([directory, Buffer.from('/d\xff', 'latin1')]));
    scratch.make({ 'café.txt': '', z: '' });
    expect(await lines()).toEqual([
      'file café.txt',
      'problem name_not_utf8 caf\uFFFD.txt',
      'problem name_not_utf8 d\uFFFD',
      'file z',
    ]);
    const problem = (await walked(scratch.path, {}, pace())).find((event) => event.type === 'problem');
    expect(problem?.type === 'problem' && problem.message).toContain('636166e92e747874');
  });

  test('reports what is no file', async () => {
    await execa('mkfifo', [scratch.at('pipe')]);
    const server = createServer().listen(scratch.at('socket'));
    try {
      expect(await lines()).toEqual(['problem special_file pipe', 'problem special_file socket']);
      const problems = (await walked(scratch.path, {}, pace())).filter((event) => event.type === 'problem');
      expect(problems.map(({ message }) => message)).toEqual([
        expect.stringContaining('it is a FIFO'),
        expect.stringContaining('it is a socket'),
      ]);
      expect(problems[0]?.directory.problems).toBe(2);
    } finally {
      server.close();
    }
  });

  test('reports what vanishes between its listing and its turn', async () => {
    scratch.make({ 'a/1': '', 'b/2': '', 'b/c/3': '' });
    let gone = false;
    const enter = (path: string): boolean => {
      // By now the root has been listed, and `b` has not.
      if (path === 'b' && !gone) rmSync(scratch.at('b'), { recursive: true });
      gone = gone || path === 'b';
      return true;
    };
    expect(await lines({ enter })).toEqual(['file a/1', 'problem vanished b']);
  });
});

test('what may not be read is a problem each, and the rest still comes', async ({ skip }) => {
  scratch.make({ 'closed/1': '', 'listed/2': '', 'open/3': '' });
  chmodSync(scratch.path, 0o755);
  scratch.chmod('closed', 0);
  scratch.chmod('listed', 0o744);
  // Root may read everything: as root, the walk runs as nobody.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const program = join(import.meta.dirname, '../fixtures/print-walk.ts');
  const run = await execa(process.execPath, [program, scratch.path], { ...user, reject: false, lines: true });
  skip(run.failed && run.stderr.join('').includes('EACCES'), 'this checkout cannot be read by another user');
  expect(run.stdout).toEqual([
    'open .',
    'open closed',
    'problem denied closed',
    'close closed',
    'open listed',
    ...(process.getuid?.() === 0 ? ['problem denied listed/2'] : ['file listed/2']),
    'close listed',
    'open open',
    'file open/3',
    'close open',
    'close .',
  ]);
});

test('a link to a directory that is listed twice is no loop', async () => {
  scratch.make({ 'd/f': '' });
  symlinkSync('d', scratch.at('e'));
  const lines = (await walked(scratch.path, { follow: true })).map(lineOf);
  expect(lines.filter((line) => line.startsWith('file'))).toEqual(['file d/f', 'file e/f']);
});
