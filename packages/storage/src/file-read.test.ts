import { execa } from 'execa';
import { appendFileSync, mkdirSync, readdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { open, type FileHandle } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
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

test('blocks come in the memory that is given for them', async () => {
  const address = at(testDirectory(), 'f');
  writeFileSync(address.path, 'abcdefgh');
  const given: Uint8Array[] = [];
  const memory = (offset: number): Uint8Array => (given[offset / 3] = new Uint8Array(3));
  const blocks: Buffer[] = [];
  for await (const block of await fileStore.read(address, { memory })) blocks.push(block as Buffer);
  expect(blocks.map(String)).toEqual(['abc', 'def', 'gh']);
  expect(blocks.map(({ buffer: bytes }) => bytes)).toEqual(given.map(({ buffer: bytes }) => bytes));
  expect(given.map((block) => Buffer.from(block).toString('latin1'))).toEqual(['abc', 'def', 'gh\0']);
});

test('one block is read ahead, however small it is', async () => {
  const address = at(testDirectory(), 'f');
  writeFileSync(address.path, 'abcdefghijklmno');
  let asked = 0;
  let given = 0;
  const memory = (): Uint8Array => (asked++, new Uint8Array(3));
  for await (const _ of await fileStore.read(address, { memory })) {
    await setTimeout(5);
    expect(asked).toBeLessThanOrEqual(++given + 1);
  }
  expect(given).toBe(5);
});

type ShortRead = (
  this: FileHandle,
  bytes: Uint8Array,
  offset: number,
  length: number,
  position: number,
) => Promise<unknown>;

test('memory is filled, though the system may give less at a time than it is asked for', async () => {
  const address = at(testDirectory(), 'f');
  writeFileSync(address.path, 'abcdefgh');
  const handle = await open(address.path);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const read = Reflect.get(prototype, 'read') as ShortRead;
  const short = vi.spyOn(prototype as unknown as { read: ShortRead }, 'read');
  short.mockImplementation(function (this: FileHandle, bytes, offset, length, position) {
    return read.call(this, bytes, offset, Math.min(length, 2), position);
  });
  onTestFinished(() => short.mockRestore());
  const blocks: Buffer[] = [];
  const stream = await fileStore.read(address, { memory: () => new Uint8Array(3) });
  for await (const block of stream) blocks.push(block as Buffer);
  expect(blocks.map(String)).toEqual(['abc', 'def', 'gh']);
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
  const bytes = Buffer.concat([Buffer.from(directory), Buffer.from('/caf\xe9', 'latin1')]);
  writeFileSync(bytes, 'content');
  const address = { scheme: 'file', path: `${directory}/caf\uFFFD`, bytes } as const;
  const info = await fileStore.stat(address);
  expect(info).toMatchObject({ uri: expect.stringMatching(/^file:.*caf%E9$/), size: 7 });
  expect(await text(await fileStore.read(address, { version: info.version }))).toBe('content');
});

test.each(['stat', 'read'] as const)('%s of a directory says that it is one', async (call) => {
  const address = at(testDirectory());
  await expect(fileStore[call](address)).rejects.toThrow(`${address.path} is a directory, not a file`);
  await expect(fileStore[call](at('/dev/null'))).rejects.toThrow('/dev/null is no regular file');
});
