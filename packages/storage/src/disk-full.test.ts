import { execa } from 'execa';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fileStore } from './file-store.ts';
import { at, testDirectory } from './fixtures/directory.ts';

test('a full disk is fatal, and the old file stays', async ({ skip }) => {
  const directory = testDirectory();
  const mounted = await execa('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', directory], {
    reject: false,
  });
  skip(mounted.failed, 'no file system can be mounted here');
  onTestFinished(async () => void (await execa('umount', [directory])));
  writeFileSync(join(directory, 'f'), 'old');
  const write = fileStore.write(at(directory, 'f'), Buffer.alloc(2_000_000));
  await expect(write).rejects.toMatchObject({ reason: 'full', class: 'fatal', code: 'disk_full' });
  expect(readFileSync(join(directory, 'f'), 'utf8')).toBe('old');
  expect(readdirSync(directory)).toEqual(['f']);
});
