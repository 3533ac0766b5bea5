import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileStore } from './file-store.ts';
import { at, testDirectory } from './fixtures/directory.ts';

function table(content: string): { directory: string; path: string } {
  const directory = testDirectory();
  const path = join(directory, 'table');
  writeFileSync(path, content);
  return { directory, path };
}

test.for([
  [0, 'new'],
  [4, 'keepnew'],
  [8, 'keepdropnew'],
])('keeps %i bytes', async ([keep, content]) => {
  const { directory, path } = table('keepdrop');
  const address = at(directory, 'table');
  const { version } = await fileStore.stat(address);
  const moved: number[] = [];
  const info = await fileStore.replaceTail(address, keep as number, Buffer.from('new'), {
    ifMatch: version,
    size: 3,
    moved: (bytes) => moved.push(bytes),
  });
  expect(readFileSync(path, 'utf8')).toBe(content);
  expect(info).toEqual({ ...(await fileStore.stat(address)), copied: keep });
  expect(moved).toEqual([3]);
});

test('another version, a tail of another size, or too few bytes: the file stays as it is', async () => {
  const { directory, path } = table('keepdrop');
  const address = at(directory, 'table');
  const { version } = await fileStore.stat(address);
  const tail = Buffer.from('new');
  await expect(fileStore.replaceTail(address, 4, tail, { ifMatch: 'x', size: 3 })).rejects.toMatchObject({
    reason: 'changed',
  });
  await expect(fileStore.replaceTail(address, 4, tail, { ifMatch: version, size: 4 })).rejects.toThrow(
    'the source has 3 bytes instead of 4',
  );
  await expect(fileStore.replaceTail(address, 9, tail, { ifMatch: version, size: 3 })).rejects.toMatchObject({
    reason: 'denied',
  });
  expect(readFileSync(path, 'utf8')).toBe('keepdrop');
  expect(readdirSync(directory).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a file that becomes another version while the tail is written stays that version', async () => {
  const { directory, path } = table('keepdrop');
  const address = at(directory, 'table');
  const { version } = await fileStore.stat(address);
  async function* tail(): AsyncGenerator<Buffer> {
    writeFileSync(path, 'somebody else');
    yield Buffer.from('new');
  }
  await expect(
    fileStore.replaceTail(address, 4, tail(), { ifMatch: version, size: 3 }),
  ).rejects.toMatchObject({ reason: 'changed' });
  expect(readFileSync(path, 'utf8')).toBe('somebody else');
});
