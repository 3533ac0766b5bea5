import { execa } from 'execa';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openEmitted, plainRules, scanTree } from './end-to-end/emitted.ts';
import { useScratch } from './end-to-end/scratch.ts';
import { scan } from './scan.ts';
import { selectBy } from './select.ts';

const scratch = useScratch();

test('labels stand in front of everything that is said', async () => {
  scratch.make({
    '1/c/d/a': '',
    '2/c/d/a': '',
    '2/c/e/a.part': '',
    '2/c/f.tmp/a': '',
    '2/c/g/gone': { to: 'nowhere' },
    '2/stray': '',
  });
  const { emitted, to } = openEmitted();
  const roots = ['1', '2'].map((label) => ({ path: scratch.at(label), prefix: `${label}/` }));
  await scan(roots, { ...plainRules, follow: true }, to);
  expect(emitted).toMatchObject({
    keys: ['1/c/d', '2/c/d'],
    heldBack: ['2/c/e/a.part: temporary name', '2/c/f.tmp: temporary name', '2/c/g: empty'],
    problems: ['2/c/g/gone: dangling_link'],
    log: ['warn files in no dataset: 1, the first is 2/stray'],
  });
  const files = openEmitted();
  await scan(roots, { ...plainRules, as: 'file' }, files.to);
  expect(files.emitted.records.map(({ key, dataset }) => [key, dataset?.['key']])).toEqual([
    ['1/c/d/a', '1/c/d'],
    ['2/c/d/a', '2/c/d'],
    ['2/stray', undefined],
  ]);
  expect(files.emitted.heldBack).toEqual(['2/c/e/a.part: temporary name', '2/c/f.tmp: temporary name']);
});

test('a root that is not there is a problem where there are others, and the end where it is the only one', async () => {
  scratch.make({ '2/c/d/a': '' });
  const { emitted, to } = openEmitted();
  const roots = ['1', '2'].map((label) => ({ path: scratch.at(label), prefix: `${label}/` }));
  await scan(roots, plainRules, to);
  expect(emitted).toMatchObject({ keys: ['2/c/d'], problems: ['1/: root_missing'] });
  await expect(scan(roots.slice(0, 1), plainRules, to)).rejects.toMatchObject({ code: 'root_missing' });
});

describe('trouble that is excluded is none', () => {
  test('a FIFO', async () => {
    scratch.make({ 'c/d/a': '' });
    await execa('mkfifo', [scratch.at('c/d/pipe')]);
    expect(await scanTree(scratch.path)).toMatchObject({
      keys: ['c/d'],
      problems: ['c/d/pipe: special_file'],
    });
    expect(await scanTree(scratch.path, selectBy([], ['pipe']))).toMatchObject({
      keys: ['c/d'],
      problems: [],
    });
  });

  test('a dangling link, and the links that are told', async () => {
    scratch.make({ 'c/d/a': '', 'c/d/gone': { to: 'nowhere' } });
    const excluded = selectBy([], ['gone']);
    expect((await scanTree(scratch.path, { ...excluded, follow: true })).problems).toEqual([]);
    expect((await scanTree(scratch.path, excluded)).log).toEqual([]);
  });
});

test('a socket is special too', async () => {
  scratch.make({ 'c/d/a': '' });
  const server = createServer().listen(scratch.at('c/d/s'));
  await new Promise((resolve) => server.once('listening', resolve));
  expect((await scanTree(scratch.path)).problems).toEqual(['c/d/s: special_file']);
  await new Promise((resolve) => server.close(resolve));
});

test('it stops when it is told to, with the reason', async () => {
  scratch.make({ 'c/d/a': '' });
  const { to } = openEmitted(AbortSignal.abort('enough'));
  await expect(scan([{ path: scratch.path, prefix: '' }], plainRules, to)).rejects.toBe('enough');
});
