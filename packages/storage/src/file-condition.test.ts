import { execa } from 'execa';
import { readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileStore } from './file-store.ts';
import { at, testDirectory } from './fixtures/directory.ts';

const exists = { reason: 'exists', class: 'reject', code: 'exists' };
const changed = { reason: 'changed', class: 'reject', code: 'changed' };

test('only where nothing is', async () => {
  const directory = testDirectory();
  const info = await fileStore.write(at(directory, 'f'), Buffer.from('1'), { ifNoneMatch: '*' });
  expect(info).toEqual(await fileStore.stat(at(directory, 'f')));
  const again = fileStore.write(at(directory, 'f'), Buffer.from('2'), { ifNoneMatch: '*' });
  await expect(again).rejects.toMatchObject(exists);
  symlinkSync('nothing', join(directory, 'dangling'));
  const over = fileStore.write(at(directory, 'dangling'), Buffer.from('2'), { ifNoneMatch: '*' });
  await expect(over).rejects.toMatchObject(exists);
  expect(readFileSync(join(directory, 'f'), 'utf8')).toBe('1');
  expect(readdirSync(directory)).toEqual(['dangling', 'f']);
});

test('of many that write where nothing is, one does', async () => {
  const directory = testDirectory();
  const writes = Array.from({ length: 20 }, (_, number) =>
    fileStore.write(at(directory, 'f'), Buffer.from(String(number)), { ifNoneMatch: '*' }),
  );
  const outcomes = await Promise.allSettled(writes);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
  expect(readFileSync(join(directory, 'f'), 'utf8')).toBe(String(winner));
});

test('only over the version that was seen', async () => {
  const address = at(testDirectory(), 'f');
  const first = await fileStore.write(address, Buffer.from('1'));
  const second = await fileStore.write(address, Buffer.from('2'), { ifMatch: first.version });
  await expect(fileStore.write(address, Buffer.from('3'), { ifMatch: first.version })).rejects.toMatchObject(
    changed,
  );
  await expect(fileStore.remove(address, { ifMatch: first.version })).rejects.toMatchObject(changed);
  expect(readFileSync(address.path, 'utf8')).toBe('2');
  await fileStore.remove(address, { ifMatch: second.version });
  await expect(fileStore.write(address, Buffer.from('4'), { ifMatch: second.version })).rejects.toMatchObject(
    changed,
  );
  await expect(fileStore.stat(address)).rejects.toMatchObject({ reason: 'notFound' });
});

test('nothing is lost when six processes append to one file', async () => {
  const path = join(testDirectory(), 'table');
  writeFileSync(path, '');
  const program = join(import.meta.dirname, 'fixtures/append-lines.ts');
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  await Promise.all(names.map((name) => execa(process.execPath, [program, path, name, '30'])));
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const expected = names.flatMap((name) => Array.from({ length: 30 }, (_, number) => `${name} ${number}`));
  expect(lines.toSorted()).toEqual(expected.toSorted());
});

test('removing what is not there is no error, removing a directory is', async () => {
  const directory = testDirectory();
  await fileStore.remove(at(directory, 'x'));
  await expect(fileStore.remove(at(directory))).rejects.toMatchObject({ reason: 'denied' });
});

test('a path that is too long to be locked is refused, with the reason', async () => {
  const deep = join(testDirectory(), 'directory/'.repeat(60), 'f');
  const info = await fileStore.write({ scheme: 'file', path: deep }, Buffer.from('1'));
  const over = fileStore.write({ scheme: 'file', path: deep }, Buffer.from('2'), { ifMatch: info.version });
  await expect(over).rejects.toMatchObject({
    reason: 'denied',
    message: expect.stringContaining('its path is too long') as string,
  });
});
