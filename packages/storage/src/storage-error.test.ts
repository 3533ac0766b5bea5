import { Failure } from '@leat/pipe';
import { expect, test } from 'vitest';
import { fromErrno, onDisk, StorageError } from './storage-error.ts';

const errno = (code: string): Error => Object.assign(new Error(`${code}: message`), { code });

test.each([
  ['ENOENT', 'notFound', 'reject', 'not_found'],
  ['EEXIST', 'exists', 'reject', 'exists'],
  ['EACCES', 'denied', 'reject', 'denied'],
  ['EISDIR', 'denied', 'reject', 'denied'],
  ['ENOSPC', 'full', 'fatal', 'disk_full'],
  ['EDQUOT', 'full', 'fatal', 'disk_full'],
  ['EIO', 'unavailable', 'retry', 'unavailable'],
  ['ESTALE', 'unavailable', 'retry', 'unavailable'],
  ['EMFILE', 'unavailable', 'retry', 'unavailable'],
])('%s is %s', (code, reason, failureClass, failureCode) => {
  const error = fromErrno('/data/f', errno(code));
  expect(error).toBeInstanceOf(Failure);
  expect(error).toMatchObject({ reason, class: failureClass, code: failureCode, cause: { code } });
  expect(error.message).toMatch(/^\/data\/f: /);
});

test('an error of a store stays what it is, and a bug stays a bug', async () => {
  const error = new StorageError('throttled', 'slow down', { retryAfterSeconds: 3 });
  expect(fromErrno('/f', error)).toBe(error);
  expect(error).toMatchObject({ class: 'retry', retryAfterSeconds: 3 });
  const bug = new TypeError('no function');
  await expect(onDisk('/f', Promise.reject(bug))).rejects.toBe(bug);
});
