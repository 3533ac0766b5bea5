import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCopy, put, testDirectory, textAt } from './open-copy.ts';

/* Where a copy may lie, and what is refused before anything is written. */

test.for(['../a', '/etc/a', 'a/../../b', 'a//b', '..', 'a\0b'])('the name %j is refused', async (key) => {
  const [from, to] = [join(testDirectory(), 'a'), testDirectory()];
  await put(from, 'x');
  await expect(openCopy({ to }).copy({ key, uri: from })).rejects.toMatchObject({ code: 'bad_name' });
  const inside = openCopy({ to }).copy({ key: 'd', files: [{ uri: from, name: key }] });
  await expect(inside).rejects.toMatchObject({ code: 'bad_name' });
  expect(readdirSync(to)).toEqual([]);
});

test('two records with one name: the second is refused', async () => {
  const [from, to] = [testDirectory(), testDirectory()];
  for (const name of ['1/a', '2/a']) await put(join(from, name), name);
  const { copy } = openCopy({ to, name: '{name}', onConflict: 'replace' });
  await copy({ key: '1', uri: join(from, '1/a') });
  await expect(copy({ key: '2', uri: join(from, '2/a') })).rejects.toMatchObject({ code: 'name_taken' });
  expect(await textAt(join(to, 'a'))).toBe('1/a');
});

test('two files of a dataset with one name are refused, before anything is copied', async () => {
  const [from, to] = [testDirectory(), testDirectory()];
  const files = ['1/a', '2/a'].map((name) => ({ uri: join(from, name) }));
  for (const { uri } of files) await put(uri, uri);
  await expect(openCopy({ to }).copy({ key: 'd', files })).rejects.toMatchObject({ code: 'name_taken' });
  expect(readdirSync(to)).toEqual([]);
});

test('a name of the original that is not UTF-8 is read', async () => {
  const [from, to] = [testDirectory(), testDirectory()];
  writeFileSync(Buffer.concat([Buffer.from(`${from}/caf`), Buffer.from([0xe9])]), 'content');
  await openCopy({ to }).copy({ key: 'a', uri: `file://${from}/caf%E9` });
  expect(await textAt(join(to, 'a'))).toBe('content');
});
