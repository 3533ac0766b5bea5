import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isFileLike, openFileStream } from './file-stream.ts';
import { testDirectory } from './fixtures/directory.ts';

const { written } = vi.hoisted(() => ({ written: { most: Number.POSITIVE_INFINITY } }));
vi.mock(import('node:fs'), async (original) => {
  const fs = await original();
  const shortWrite = (fd: number, bytes: NodeJS.ArrayBufferView, at: number): number =>
    fs.writeSync(fd, bytes, at, Math.min(written.most, bytes.byteLength - at));
  return { ...fs, writeSync: shortWrite as typeof fs.writeSync };
});

function openFile(): { path: string; descriptor: number } {
  const path = join(testDirectory(), 'out');
  const descriptor = openSync(path, 'w');
  onTestFinished(() => closeSync(descriptor));
  return { path, descriptor };
}

test('a disk that takes only a part of a block gets the rest too', async () => {
  const { path, descriptor } = openFile();
  written.most = 1000;
  onTestFinished(() => void (written.most = Number.POSITIVE_INFINITY));
  const stream = openFileStream(descriptor);
  const text = 'ü€😀'.repeat(10_000);
  stream.write(text);
  stream.write(Buffer.from('bytes'));
  stream.end('x'.repeat(300_000));
  await finished(stream);
  expect(readFileSync(path, 'utf8')).toBe(`${text}bytes${'x'.repeat(300_000)}`);
});

test('a disk that is full is an error', async () => {
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  const stream = openFileStream(full);
  stream.write('a');
  await expect(finished(stream)).rejects.toMatchObject({ code: 'ENOSPC' });
});

test('files and devices are written at once; pipes and closed descriptors are not', () => {
  const { descriptor } = openFile();
  expect(isFileLike(descriptor)).toBe(true);
  const device = openSync('/dev/null', 'w');
  expect(isFileLike(device)).toBe(true);
  closeSync(device);
  expect(isFileLike(device)).toBe(false);
  expect(() => writeSync(device, 'x')).toThrow('EBADF');
});
