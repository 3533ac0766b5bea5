import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileStore } from './file-store.ts';
import { at, testDirectory } from './fixtures/directory.ts';
import { makeDirectory } from './sync-directory.ts';

test('missing levels are made, also by several at once', async () => {
  const deep = join(testDirectory(), 'a', 'b', 'c');
  await Promise.all([makeDirectory(deep), makeDirectory(deep), makeDirectory(join(deep, 'd'))]);
  expect(existsSync(join(deep, 'd'))).toBe(true);
});

test.skipIf(!existsSync('/proc/self'))('where nothing can be made, making it ends', async () => {
  await expect(fileStore.write(at('/proc/leat/deep/f'), Buffer.from('x'))).rejects.toMatchObject({
    reason: 'denied',
  });
});

test.each(['stray/f', 'stray/deep/f'])('%s is not written where stray is a file', async (name) => {
  const directory = testDirectory();
  writeFileSync(join(directory, 'stray'), '');
  const written = fileStore.write(at(directory, name), Buffer.from('x'));
  await expect(written).rejects.toMatchObject({ name: 'StorageError', class: 'reject' });
  await expect(written).rejects.toThrow(/is no directory/);
});
