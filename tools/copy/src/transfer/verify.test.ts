import type { ObjectInfo, Store } from '@leat/storage';
import { expect, test } from 'vitest';
import type { Run } from '../run.ts';
import type { Found } from './read-found.ts';
import { verify } from './verify.ts';

const run = (mode: 'size' | 'download'): Run =>
  ({ values: { verify: mode }, signal: new AbortController().signal }) as unknown as Run;

function found(content: string, info: Partial<ObjectInfo>, removed: unknown[] = []): Found {
  const store = {
    read: async () =>
      (async function* () {
        yield Buffer.from(content);
      })(),
    remove: async (...args: unknown[]) => void removed.push(args),
  } as unknown as Store;
  return {
    store,
    address: { scheme: 's3', bucket: 'b', key: 'k' },
    info: { uri: 's3://b/k', size: content.length, mtime: '', version: 'v', ...info },
  };
}

test.for([
  ['another size', 'size', found('ab', {}), 'abc', {}],
  ['another MD5', 'size', found('ab', { md5: '1' }), 'ab', { md5: '2' }],
  ['other bytes', 'download', found('ab', {}), 'ac', {}],
] as const)('%s: the copy is removed, in just that version', async ([, mode, original, content, info]) => {
  const removed: unknown[] = [];
  const copy = found(content, info, removed);
  const verifying = verify(run(mode), original, copy);
  await expect(verifying).rejects.toMatchObject({ class: 'retry', code: 'damaged' });
  expect(removed).toEqual([[copy.address, { ifMatch: 'v' }]]);
});

test.for(['size', 'download'] as const)('a good copy stays (%s)', async (mode) => {
  const removed: unknown[] = [];
  await verify(run(mode), found('ab', { md5: '187ef4436122d1cc2f40dc2b92f0eba0' }), found('ab', {}, removed));
  expect(removed).toEqual([]);
});

test('bytes that do not have the MD5 of the original are not a copy', async () => {
  const original = found('ab', { md5: '00000000000000000000000000000000' });
  await expect(verify(run('download'), original, found('ab', {}))).rejects.toMatchObject({ code: 'damaged' });
});
