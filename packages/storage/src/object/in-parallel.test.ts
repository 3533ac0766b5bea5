import * as fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';

test('results are in the order of the items, and never more than so many are in flight', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.nat()),
      fc.integer({ min: 1, max: 5 }),
      async (s, items, most) => {
        let running = 0;
        let seen = 0;
        const ended = inParallel(items, most, async (item) => {
          seen = Math.max(seen, ++running);
          await s.schedule(Promise.resolve());
          running--;
          return item + 1;
        });
        await s.waitFor(ended);
        expect(await ended).toEqual(items.map((item) => item + 1));
        expect(seen).toBeLessThanOrEqual(most);
      },
    ),
  );
});

test('an item is asked for when there is room for it', async () => {
  let asked = 0;
  const waiting: (() => void)[] = [];
  async function* items(): AsyncGenerator<number> {
    while (asked < 10) yield asked++;
  }
  const ended = inParallel(items(), 3, () => new Promise<void>((resolve) => void waiting.push(resolve)));
  await turn();
  expect(asked).toBe(3);
  waiting.shift()!();
  await turn();
  expect(asked).toBe(4);
  while (asked < 10 || waiting.length > 0) {
    waiting.shift()?.();
    await turn();
  }
  await ended;
});

test('the first failure ends it: the rest is told and waited for, no more items are taken', async () => {
  const told: number[] = [];
  let isClosed = false;
  function* items(): Generator<number> {
    try {
      for (let item = 0; ; item++) yield item;
    } finally {
      isClosed = true;
    }
  }
  const ended = inParallel(items(), 3, async (item, signal) => {
    await turn();
    if (item === 1) throw new Error('first');
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve());
    });
    await turn();
    told.push(item);
    throw new Error('second');
  });
  await expect(ended).rejects.toThrow('first');
  expect(told).toEqual([0, 2]);
  expect(isClosed).toBe(true);
});

test('items that end badly do not hide the failure that ended them', async () => {
  const iterator = {
    next: () => Promise.resolve({ done: false, value: 1 } as const),
    return: () => Promise.reject(new Error('second')),
  };
  const items = { [Symbol.asyncIterator]: () => iterator };
  const ended = inParallel(items, 1, () => Promise.reject(new Error('first')));
  await expect(ended).rejects.toThrow('first');
});

test('what the items throw comes out as it is, after the work in flight', async () => {
  const broken = new Error('source');
  let done = 0;
  async function* items(): AsyncGenerator<number> {
    yield 1;
    throw broken;
  }
  const ended = inParallel(items(), 2, async () => {
    await turn();
    done++;
  });
  await expect(ended).rejects.toBe(broken);
  expect(done).toBe(1);
});

test.each([
  ['a signal', (stop: AbortController) => stop.abort(new Error('enough')), 'enough'],
  ['failed work', () => {}, 'work'],
])('%s ends waiting for an item that does not come', async (_, end, message) => {
  const stop = new AbortController();
  async function* items(): AsyncGenerator<number> {
    yield 1;
    await new Promise(() => {});
  }
  const ended = inParallel(
    items(),
    2,
    async () => {
      await turn();
      if (message === 'work') throw new Error('work');
    },
    stop.signal,
  );
  await turn();
  end(stop);
  await expect(ended).rejects.toThrow(message);
});

test('a signal that is over already lets nothing begin', async () => {
  const reason = new Error('enough');
  const ended = inParallel([1], 1, () => Promise.reject(new Error('begun')), AbortSignal.abort(reason));
  await expect(ended).rejects.toBe(reason);
});

test('an item that is done is not held', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const items: WeakRef<object>[] = [];
  let alive = 0;
  async function* source(): AsyncGenerator<object> {
    for (let index = 0; index < 100; index++) {
      await turn();
      const item = { index };
      items.push(new WeakRef(item));
      yield item;
    }
    collect();
    alive = items.filter((item) => item.deref() !== undefined).length;
  }
  await inParallel(source(), 2, async () => turn());
  expect(alive).toBeLessThan(10);
});
