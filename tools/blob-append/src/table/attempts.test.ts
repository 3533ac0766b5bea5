import { StorageError } from '@leat/storage';
import { expect, test, vi } from 'vitest';
import { listen } from '../fixtures/append.ts';
import { waitMs, whileOvertaken } from './attempts.ts';
import { ATTEMPTS } from './policy.data.ts';

const { log, signal } = listen().context;
const rules = { uri: 's3://b/t.parquet', log, signal };

test.for(['changed', 'exists', 'notFound'] as const)(
  '%s: another writer was faster, so it starts over',
  async (reason) => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const attempt = vi.fn<(number: number) => Promise<string>>(async (number) => {
      if (number < 3) throw new StorageError(reason, 'no');
      return 'done';
    });
    expect(await whileOvertaken(rules, attempt)).toBe('done');
    expect(attempt).toHaveBeenCalledTimes(3);
  },
);

test('after so many attempts it is left to a later run', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const attempt = vi.fn<() => Promise<void>>().mockRejectedValue(new StorageError('changed', 'no'));
  await expect(whileOvertaken(rules, attempt)).rejects.toMatchObject({ class: 'retry', code: 'contended' });
  expect(attempt).toHaveBeenCalledTimes(ATTEMPTS);
});

test('whatever else goes wrong ends it', async () => {
  const attempt = vi.fn<() => Promise<void>>().mockRejectedValue(new StorageError('denied', 'no'));
  await expect(whileOvertaken(rules, attempt)).rejects.toMatchObject({ reason: 'denied' });
  expect(attempt).toHaveBeenCalledTimes(1);
});

test('waits are anything up to a step that grows', () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  expect([1, 2, 3, 20].map(waitMs)).toEqual([100, 200, 400, 10_000]);
});
