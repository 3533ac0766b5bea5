import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Failure } from './failure.ts';
import { retrying, waitSeconds } from './retry.ts';

// The promises of timers are not among what is faked: they are made from the timers that are.
vi.mock(import('node:timers/promises'), async (original) => {
  const wait = (ms?: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms, value);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      });
    });
  return { ...(await original()), setTimeout: wait as typeof import('node:timers/promises').setTimeout };
});

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const busy = (retryAfterSeconds?: number): Failure =>
  new Failure('retry', 'busy', 'busy', { retryAfterSeconds });

function rulesOf(retries: number, signal = new AbortController().signal) {
  return { retries, signal, onRetry: vi.fn<(failure: Failure, seconds: number) => void>() };
}

test('what works at once is done once', async () => {
  const attempt = vi.fn<(number: number) => string>(() => 'ok');
  expect(await retrying(rulesOf(4), attempt)).toBe('ok');
  expect(attempt).toHaveBeenCalledExactlyOnceWith(1);
});

test('a try is repeated after each wait, and says so', async () => {
  const attempt = vi.fn<(number: number) => Promise<string>>(async (number) => {
    if (number < 3) throw busy();
    return `at ${number}`;
  });
  const rules = rulesOf(4);
  const result = retrying(rules, attempt);
  await vi.runAllTimersAsync();
  expect(await result).toBe('at 3');
  const waits = rules.onRetry.mock.calls.map(([, seconds]) => seconds);
  expect(waits[0]).toBeGreaterThanOrEqual(0.25);
  expect(waits[0]).toBeLessThanOrEqual(0.5);
  expect(waits[1]).toBeGreaterThanOrEqual(0.5);
  expect(waits[1]).toBeLessThanOrEqual(1);
});

test('it waits in full', async () => {
  const attempt = vi.fn<(number: number) => void>((number) => {
    if (number === 1) throw busy(7);
  });
  const result = retrying(rulesOf(1), attempt);
  await vi.advanceTimersByTimeAsync(6999);
  expect(attempt).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  await result;
  expect(attempt).toHaveBeenCalledTimes(2);
});

test('after the last try its failure comes out', async () => {
  let count = 0;
  const attempt = vi.fn<() => never>(() => {
    throw new Failure('retry', 'busy', `busy ${++count}`);
  });
  const result = retrying(rulesOf(2), attempt);
  result.catch(() => {});
  await vi.runAllTimersAsync();
  await expect(result).rejects.toThrow('busy 3');
  expect(attempt).toHaveBeenCalledTimes(3);
});

test.for([
  ['reject', new Failure('reject', 'bad', 'bad')],
  ['fatal', new Failure('fatal', 'gone', 'gone')],
  ['a full disk', Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })],
  ['a bug', new TypeError('x is undefined')],
] as const)('%s is not tried again', async ([, thrown]) => {
  const attempt = vi.fn<() => never>(() => {
    throw thrown;
  });
  await expect(retrying(rulesOf(4), attempt)).rejects.toBe(thrown);
  expect(attempt).toHaveBeenCalledOnce();
});

test('being told to stop ends a wait at once, and no other try is made', async () => {
  const stop = new AbortController();
  const failure = busy(200);
  const attempt = vi.fn<() => never>(() => {
    throw failure;
  });
  const result = retrying(rulesOf(4, stop.signal), attempt);
  result.catch(() => {});
  await vi.advanceTimersByTimeAsync(10);
  stop.abort();
  await expect(result).rejects.toBe(failure);
  expect(attempt).toHaveBeenCalledOnce();
  await expect(retrying(rulesOf(4, stop.signal), attempt)).rejects.toBe(failure);
  expect(vi.getTimerCount()).toBe(0);
});

test('who asks for a very long wait is not waited for', async () => {
  const attempt = vi.fn<() => never>(() => {
    throw busy(3600);
  });
  const rules = rulesOf(4);
  await expect(retrying(rules, attempt)).rejects.toMatchObject({ class: 'retry', retryAfterSeconds: 3600 });
  expect(attempt).toHaveBeenCalledOnce();
  expect(rules.onRetry).not.toHaveBeenCalled();
});

test('waits double up to 30 s; the random part is at most half', () => {
  const random = vi.spyOn(Math, 'random');
  random.mockReturnValue(0);
  expect([1, 2, 3, 7, 8, 50].map((number) => waitSeconds(number))).toEqual([0.25, 0.5, 1, 15, 15, 15]);
  random.mockReturnValue(1);
  expect([1, 2, 3, 7, 8, 50].map((number) => waitSeconds(number))).toEqual([0.5, 1, 2, 30, 30, 30]);
  random.mockRestore();
});

test('what the other side asks for is the least', () => {
  expect(waitSeconds(1, 60)).toBe(60);
  expect(waitSeconds(20, 1)).toBeGreaterThanOrEqual(15);
});
