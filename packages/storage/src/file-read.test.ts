import { execa } from 'execa';
import { appendFileSync, mkdirSync, readdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { buffer, text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { at, testDirectory } from './fixtures/directory.ts';
import { fileStore } from './file-store.ts';

const changed = { reason: 'changed', class: 'reject', code: 'changed' };

test.each([
  [{}, '0123456789'],
  [{ start: 3 }, '3456789'],
  [{ start: 3, end: 5 }, '34'],
  [{ start: 8, end: 100 }, '89'],
  [{ start: 10 }, ''],
  [{ end: 0 }, ''],
])('%j of ten bytes is %j', async (range, expected) => {
  const address = at(testDirectory(), 'f');
  writeFileSync(address.path, '0123456789');
  const { version } = await fileStore.stat(address);
  expect(await text(await fileStore.read(address, { ...range, version }))).toBe(expected);
});

test('a large file comes whole', async () => {
  const address = at(testDirectory(), 'f');
  const bytes = Buffer.from(Array.from({ length: 3_000_001 }, (_, index) => index * 31));
  writeFileSync(address.path, bytes);
  expect((await buffer(await fileStore.read(address))).equals(bytes)).toBe(true);
});

test('another version is not read', async () => {
  const address = at(testDirectory(), 'f');
  writeFileSync(address.path, 'old');
  const { version } = await fileStore.stat(address);
  writeFileSync(address.path, 'newer');
  await expect(fileStore.read(address, { version })).rejects.toMatchObject(changed);
});

test.each([
  ['appended to', (path: string) => appendFileSync(path, 'more')],
  ['cut off', (path: string) => truncateSync(path, 10)],
  ['written over', (path: string) => writeFileSync(path, Buffer.alloc(2_000_000, 'b'))],
  [
    'replaced',
    (path: string) => {
      writeFileSync(`${path}.new`, 'new');
      renameSync(`${path}.new`, path);
    },
  ],
])('what is %s while it is read fails at its end', async (_, change) => {
  const address = at(testDirectory(), 'f');
  writeFileSync(address.path, Buffer.alloc(2_000_000, 'a'));
  const { version } = await fileStore.stat(address);
  const stream = await fileStore.read(address, { version });
  const read = async (): Promise<void> => {
    let isFirst = true;
    for await (const _block of stream) {
      if (isFirst) change(address.path);
      isFirst = false;
    }
  };
  await expect(read()).rejects.toMatchObject(changed);
});

test('what is not there, or is no file, says so', async () => {
  const directory = testDirectory();
  mkdirSync(at(directory, 'd').path);
  writeFileSync(at(directory, 'f').path, '');
  await execa('mkfifo', [at(directory, 'pipe').path]);
  await expect(fileStore.read(at(directory, 'x'))).rejects.toMatchObject({
    reason: 'notFound',
    code: 'not_found',
  });
  await expect(fileStore.stat(at(directory, 'f/x'))).rejects.toMatchObject({ reason: 'notFound' });
  await expect(fileStore.read(at(directory, 'd'))).rejects.toMatchObject({ reason: 'denied' });
  await expect(fileStore.stat(at(directory, 'd'))).rejects.toMatchObject({ reason: 'denied' });
  await expect(fileStore.read(at(directory, 'pipe'))).rejects.toMatchObject({ reason: 'denied' });
});

test('a read that is given up gives its handle back', async () => {
  const address = at(testDirectory(), 'f');
  writeFileSync(address.path, 'content');
  const open = (): number => readdirSync('/proc/self/fd').length;
  const before = open();
  for (let number = 0; number < 20; number++) {
    const stream = await fileStore.read(address);
    await new Promise((resolve) => stream.once('close', resolve).destroy());
  }
  await fileStore.stat(address);
  expect(open()).toBeLessThan(before + 10);
});

test('a name that is not UTF-8 can be read', async () => {
  const directory = testDirectory();
  const bytes = Buffer.from(`${directory}/caf\xe9`, 'latin1');
  writeFileSync(bytes, 'content');
  const address = { scheme: 'file', path: `${directory}/caf\uFFFD`, bytes } as const;
  const info = await fileStore.stat(address);
  expect(info).toMatchObject({ uri: expect.stringMatching(/^file:.*caf%E9$/), size: 7 });
  expect(await text(await fileStore.read(address, { version: info.version }))).toBe('content');
});
