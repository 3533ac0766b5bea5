import { execa } from 'execa';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { runScan, startScan, type RunOptions } from './leat-scan.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();
const NOBODY = 65_534;

/** Root reads everything: then the scan runs as nobody, who must be able to run it at all. */
async function unprivileged(skip: (why: string) => void): Promise<RunOptions> {
  if (process.getuid?.() !== 0) return {};
  chmodSync(scratch.path, 0o755);
  const { exitCode } = await startScan(['--version'], { uid: NOBODY });
  if (exitCode !== 0) skip('the user nobody cannot run node and leat-scan here');
  return { uid: NOBODY };
}

test('a directory that may not be read: the rest comes, and the exit code is 3', async ({ skip }) => {
  const as = await unprivileged(skip);
  scratch.make({ 'c/d/a': '', 'c/e/a': '', 'c/f/x/a': '' });
  scratch.chmod('c/d', 0);
  const { exit, keys, log, summary } = await runScan([scratch.path], as);
  expect(exit).toBe(3);
  expect(keys).toEqual(['c/e', 'c/f/x']);
  expect(log).toEqual([
    expect.objectContaining({
      level: 'error',
      key: 'c/d',
      code: 'denied',
      msg: `${scratch.at('c/d')}: no permission to read it`,
      hint: 'let this user read it, or leave it out with --exclude',
    }),
  ]);
  expect(summary).toMatchObject({ listed: 3, emitted: 2, heldBack: 0, problems: 1 });
  expect((await runScan([scratch.path, '--exclude', 'c/d'], as)).exit).toBe(0);
});

test('a dataset of which a part may not be read is held back whole', async ({ skip }) => {
  const as = await unprivileged(skip);
  scratch.make({ 'c/d/a': '', 'c/d/x/b': '', 'c/e/a': '' });
  scratch.chmod('c/d/x', 0);
  const { exit, keys, summary } = await runScan([scratch.path, '--layout', '{category}/{title}'], as);
  expect(exit).toBe(3);
  expect(keys).toEqual(['c/e']);
  expect(summary).toMatchObject({ listed: 3, emitted: 1, heldBack: 1, problems: 1 });
});

test('a directory that may be listed but not entered', async ({ skip }) => {
  const as = await unprivileged(skip);
  scratch.make({ 'c/d/a': '', 'c/d/DONE': '', 'c/e/a': '', 'c/e/DONE': '' });
  scratch.chmod('c/d', 0o644);
  for (const kind of ['dataset', 'file']) {
    const { exit, keys, log } = await runScan([scratch.path, '--as', kind, '--marker', 'DONE'], as);
    expect(exit).toBe(3);
    expect(keys.map((key) => key.slice(0, 3))).toEqual(['c/e']);
    expect(log.map(({ key, code }) => [key, code])).toEqual([
      ['c/d/DONE', 'denied'],
      ['c/d/a', 'denied'],
    ]);
  }
});

test('with --hash, a file that may not be read', async ({ skip }) => {
  const as = await unprivileged(skip);
  scratch.make({ 'c/d/a': '1', 'c/d/b': '2', 'c/e/a': '3' });
  scratch.chmod('c/d/a', 0);
  const dataset = await runScan([scratch.path, '--hash', 'sha256'], as);
  expect(dataset).toMatchObject({ exit: 3, keys: ['c/e'], summary: { heldBack: 1, problems: 1 } });
  const file = await runScan([scratch.path, '--hash', 'sha256', '--as', 'file'], as);
  expect(file).toMatchObject({ exit: 3, keys: ['c/d/b', 'c/e/a'], summary: { heldBack: 0, problems: 1 } });
  expect(file.log).toEqual([expect.objectContaining({ key: 'c/d/a', code: 'denied' })]);
});

test('a root that may not be read', async ({ skip }) => {
  const as = await unprivileged(skip);
  scratch.make({ data: null });
  scratch.chmod('data', 0);
  const { exit, log } = await runScan([scratch.at('data')], as);
  expect(exit).toBe(3);
  expect(log).toEqual([expect.objectContaining({ key: '.', code: 'denied' })]);
  expect((await startScan([scratch.at('data'), '--check'], as)).exitCode).toBe(4);
});

test('a name that is not UTF-8', async () => {
  scratch.make({ 'c/d/a': '', 'c/e/b': '' });
  writeFileSync(Buffer.concat([Buffer.from(scratch.at('c/d/b')), Buffer.from([0xff])]), '');
  mkdirSync(Buffer.concat([Buffer.from(scratch.at('c/')), Buffer.from([0xe9])]));
  const { exit, keys, log } = await runScan([scratch.path]);
  expect(exit).toBe(3);
  expect(keys).toEqual(['c/d', 'c/e']);
  expect(log.map(({ key, code }) => [key, code])).toEqual([
    ['c/d/b\uFFFD', 'name_not_utf8'],
    ['c/\uFFFD', 'name_not_utf8'],
  ]);
  expect(log[0]!.msg).toContain('62ff');
});

test('a FIFO and a socket', async () => {
  scratch.make({ 'c/d/a': '', 'c/e/b': '' });
  await execa('mkfifo', [scratch.at('c/d/pipe')]);
  const server = createServer().listen(scratch.at('c/e/s'));
  await new Promise((resolve) => server.once('listening', resolve));
  const { exit, keys, log } = await runScan([scratch.path]);
  await new Promise((resolve) => server.close(resolve));
  expect(exit).toBe(3);
  expect(keys).toEqual(['c/d', 'c/e']);
  expect(log.map(({ key, code, msg }) => [key, code, msg])).toEqual([
    ['c/d/pipe', 'special_file', `${scratch.at('c/d/pipe')}: it is a FIFO, not a file`],
    ['c/e/s', 'special_file', `${scratch.at('c/e/s')}: it is a socket, not a file`],
  ]);
});

test('a root that is not there ends it with 4, and one that is a file too', async () => {
  scratch.make({ file: '' });
  const gone = await runScan([scratch.at('gone')]);
  expect(gone).toMatchObject({ exit: 4, stdout: '', log: [{ code: 'root_missing' }] });
  const file = await runScan([scratch.at('file')]);
  expect(file).toMatchObject({ exit: 4, stdout: '', log: [{ code: 'root_not_directory' }] });
});
