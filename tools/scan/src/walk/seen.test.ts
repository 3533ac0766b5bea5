import * as fs from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { useScratch } from '../end-to-end/scratch.ts';
import { listNow, seeNow } from './seen.ts';

// No file system of a test machine gives these errors: the first calls are made to fail.
vi.mock('node:fs', { spy: true });
afterEach(() => vi.mocked(fs.readdirSync).mockReset());

const scratch = useScratch();

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: made to fail`), { code });
  };
}

test.each(['ESTALE', 'EIO'])('a directory that cannot be listed for %s is tried once more', (code) => {
  scratch.make({ f: '' });
  vi.mocked(fs.readdirSync).mockImplementationOnce(failing(code));
  expect(listNow(scratch.path)).toEqual(['f']);
  vi.mocked(fs.readdirSync).mockImplementationOnce(failing(code)).mockImplementationOnce(failing(code));
  expect(listNow(scratch.path)).toBe(code);
});

test('a directory that may not be read is not tried again', () => {
  vi.mocked(fs.readdirSync).mockImplementationOnce(failing('EACCES'));
  expect(listNow(scratch.path)).toBe('EACCES');
});

test('what is not there, or behind a link, has its errno', () => {
  scratch.make({ f: '', link: { to: 'x' } });
  expect(seeNow(scratch.at('x'), true)).toEqual({ mode: undefined, errno: 'ENOENT', behindLink: false });
  expect(seeNow(scratch.at('f/x'), true)).toMatchObject({ mode: undefined });
  expect(seeNow(scratch.at('link'), true)).toEqual({ mode: undefined, errno: 'ENOENT', behindLink: true });
  expect(seeNow(scratch.at('link'), false)).toMatchObject({ size: 1 });
});
