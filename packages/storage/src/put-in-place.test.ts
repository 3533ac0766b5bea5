import * as promises from 'node:fs/promises';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fileStore } from './file-store.ts';
import { at, testDirectory } from './fixtures/directory.ts';

// Test machines have no file system like these: the first link is made to fail as it does there.
vi.mock('node:fs/promises', { spy: true });

function refuseLink(code: string, before?: () => Promise<void>): void {
  onTestFinished(() => void vi.mocked(promises.link).mockReset());
  vi.mocked(promises.link).mockImplementationOnce(async () => {
    await before?.();
    throw Object.assign(new Error(`${code}: made to fail`), { code });
  });
}

test.each(['EPERM', 'EOPNOTSUPP'])(
  'where hard links are refused with %s, a name is still given once',
  async (code) => {
    const directory = testDirectory();
    refuseLink(code);
    await fileStore.write(at(directory, 'f'), Buffer.from('1'), { ifNoneMatch: '*' });
    refuseLink(code);
    const again = fileStore.write(at(directory, 'f'), Buffer.from('2'), { ifNoneMatch: '*' });
    await expect(again).rejects.toMatchObject({ reason: 'exists' });
    expect(readFileSync(join(directory, 'f'), 'utf8')).toBe('1');
    expect(readdirSync(directory)).toEqual(['.leat.lock', 'f']);
  },
);

test('a link whose answer was lost, and that is there, was made by us', async () => {
  const directory = testDirectory();
  const { link } = await vi.importActual<typeof promises>('node:fs/promises');
  refuseLink('EEXIST', async () => {
    const [temporary] = readdirSync(directory);
    await link(join(directory, temporary!), join(directory, 'f'));
  });
  await fileStore.write(at(directory, 'f'), Buffer.from('1'), { ifNoneMatch: '*' });
  expect(readdirSync(directory)).toEqual(['f']);
});

test('where somebody writes with a condition, a write without one waits its turn', async () => {
  const directory = testDirectory();
  writeFileSync(join(directory, 'f'), '0');
  const { version } = await fileStore.stat(at(directory, 'f'));
  await fileStore.write(at(directory, 'f'), Buffer.from('1'), { ifMatch: version });
  vi.mocked(promises.rename).mockClear();
  await fileStore.write(at(directory, 'f'), Buffer.from('2'));
  // Under the lock everything is synchronous.
  expect(promises.rename).not.toHaveBeenCalled();
  expect(readFileSync(join(directory, 'f'), 'utf8')).toBe('2');
});
