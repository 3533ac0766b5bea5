import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFiles, resolvePath } from './find-files.ts';
import { ABOVE, makeProject, PROJECT, USER } from './temporary-project.ts';

const shown = (named: string | undefined, at: Parameters<typeof findFiles>[1]) =>
  findFiles(named, at).map((file) => file.shown);

test('nothing is found where nothing is', async () => {
  const { cwd, home } = await makeProject();
  expect(findFiles(undefined, { cwd, home, env: {} })).toEqual([]);
});

test('the nearest leat.yaml on the way up comes before the file of the user', async () => {
  const project = await makeProject({ 'leat.yaml': '', [ABOVE]: '', [USER]: '' });
  const found = findFiles(undefined, { ...project, env: {} });
  expect(found.map((file) => file.path)).toEqual([
    join(project.cwd, '..', 'leat.yaml'),
    join(project.home, '.config/leat/leat.yaml'),
  ]);
  expect(found.map((file) => file.isChance)).toEqual([true, false]);
  await project.write(PROJECT, '');
  expect(shown(undefined, { ...project, env: {} })).toEqual(['leat.yaml', '~/.config/leat/leat.yaml']);
});

test('a directory of that name is passed by', async () => {
  const project = await makeProject({ [ABOVE]: '', [`${PROJECT}/file`]: '' });
  expect(shown(undefined, { ...project, env: {} })).toEqual([join(project.cwd, '..', 'leat.yaml')]);
});

test('a named file ends the search, whether it is there or not', async () => {
  const { cwd, home } = await makeProject({ [ABOVE]: '', [PROJECT]: '' });
  const env = { LEAT_CONFIG: 'env.yaml' };
  expect(shown('flag.yaml', { cwd, home, env })).toEqual(['flag.yaml']);
  expect(shown(undefined, { cwd, home, env })).toEqual(['env.yaml']);
  expect(shown('~/mine.yaml', { cwd, home, env })).toEqual(['~/mine.yaml']);
  expect(shown('/etc/leat.yaml', { cwd, home, env })).toEqual(['/etc/leat.yaml']);
  expect(shown(undefined, { cwd, home, env: { LEAT_CONFIG: '' } })).toEqual(['leat.yaml']);
});

test('the file of the user follows XDG_CONFIG_HOME, and is read once', async () => {
  const { cwd, home, write } = await makeProject();
  const user = await write('xdg/leat/leat.yaml', '');
  const env = { XDG_CONFIG_HOME: user.replace('/leat/leat.yaml', '') };
  expect(findFiles(undefined, { cwd, home, env }).map((file) => file.path)).toEqual([user]);
  const inside = { cwd: user.replace('/leat.yaml', ''), home, env };
  expect(findFiles(undefined, inside).map((file) => file.path)).toEqual([user]);
  expect(findFiles(user, inside).map((file) => file.path)).toEqual([user]);
});

test.each([
  ['a/b', '/base/a/b'],
  ['/a/b', '/a/b'],
  ['~/a', '/home/ada/a'],
  ['~', '/home/ada'],
  ['~bob/a', '/base/~bob/a'],
  ['../a', '/a'],
])('%j is %j', (path, whole) => {
  expect(resolvePath(path, '/base', '/home/ada')).toBe(whole);
});
