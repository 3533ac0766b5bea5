import * as fs from 'node:fs';
import { expect, test, vi } from 'vitest';
import { useScratch } from '../end-to-end/scratch.ts';
import { pooledReader } from './read-pooled.ts';
import { openRoot } from './root.ts';

vi.mock('node:fs', { spy: true });

const scratch = useScratch();

test('what arrives after the end is not looked into', async () => {
  scratch.make({ a: '', b: '' });
  const done = vi.fn<() => void>();
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const reader = pooledReader({ follow: false, hidden: false }, 4, resolve);
  reader.start([{ visit: openRoot(scratch.path), names: undefined, done }]);
  await reader.stop();
  await ended;
  expect(fs.lstat).not.toHaveBeenCalled();
  expect(done).not.toHaveBeenCalled();
});
