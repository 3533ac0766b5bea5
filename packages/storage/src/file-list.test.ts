import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { fileStore } from './file-store.ts';
import { at, testDirectory } from './fixtures/directory.ts';
import type { ObjectInfo } from './store.ts';
import { temporaryName } from './temporary-name.ts';

async function list(directory: string): Promise<ObjectInfo[]> {
  const all: ObjectInfo[] = [];
  for await (const info of fileStore.list(at(directory))) all.push(info);
  return all;
}

test('lists files in the bytewise order of their paths', async () => {
  const directory = testDirectory();
  const names = ['a.txt', 'a/x', 'a0', 'a-', '\uE000', '\u{1F600}', 'd/e/f'];
  for (const name of names) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), name);
  }
  const uris = (await list(directory)).map(({ uri }) => uri.slice(directory.length + 1));
  expect(uris).toEqual(['a-', 'a.txt', 'a/x', 'a0', 'd/e/f', '\uE000', '\u{1F600}']);
  expect((await list(`${directory}/`)).map(({ uri }) => uri)).toContain(join(directory, 'a0'));
});

test('a link to a file is a file; links to directories, and files being written, are left out', async () => {
  const directory = testDirectory();
  writeFileSync(join(directory, 'f'), '12345');
  symlinkSync('f', join(directory, 'link'));
  symlinkSync('.', join(directory, 'loop'));
  writeFileSync(join(directory, temporaryName()), '');
  const infos = await list(directory);
  expect(infos.map(({ uri, size }) => [uri, size])).toEqual([
    [join(directory, 'f'), 5],
    [join(directory, 'link'), 5],
  ]);
  expect(infos[0]).toEqual(await fileStore.stat(at(directory, 'f')));
});

test('names that are not UTF-8 are listed', async () => {
  const directory = testDirectory();
  const named = (name: string): Buffer =>
    Buffer.concat([Buffer.from(directory), Buffer.from(name, 'latin1')]);
  mkdirSync(named('/d\xff'));
  writeFileSync(named('/d\xff/caf\xe9'), '');
  expect((await list(directory)).map(({ uri }) => uri)).toEqual([
    `${pathToFileURL(directory).href}/d%FF/caf%E9`,
  ]);
});

test('a listing that cannot be made fails: it is not empty', async () => {
  const directory = testDirectory();
  writeFileSync(join(directory, 'f'), '');
  symlinkSync('nothing', join(directory, 'dangling'));
  await expect(list(join(directory, 'x'))).rejects.toMatchObject({ reason: 'notFound' });
  await expect(list(join(directory, 'f'))).rejects.toMatchObject({ reason: 'denied' });
  await expect(list(directory)).rejects.toMatchObject({ reason: 'notFound' });
});
