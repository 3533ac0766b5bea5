import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { infoOf } from '../end-to-end/memory-prefix.ts';
import type { LabelledRoot } from '../labels.ts';
import { listAhead } from './list-ahead.ts';
import { openListings } from './listings.ts';

const objects = (count: number) => Array.from({ length: count }, (_, at) => infoOf(`s3://b/${at}`));

test('everything comes, in order, in batches', async () => {
  const all = objects(1000);
  const batches = await Array.fromAsync(
    listAhead(async function* () {
      yield* all;
    }),
  );
  expect(batches.flat()).toEqual(all);
  expect(batches.length).toBeLessThan(10);
});

test('it stays within its limit until somebody reads', async () => {
  let listed = 0;
  const ahead = listAhead(async function* () {
    for (const info of objects(100)) {
      listed++;
      yield info;
    }
  }, 10);
  await turn();
  expect(listed).toBe(10);
  expect((await Array.fromAsync(ahead)).flat()).toHaveLength(100);
});

test('what is thrown comes after what was listed before', async () => {
  const broken = new Error('broken');
  const ahead = listAhead(async function* () {
    yield* objects(3);
    throw broken;
  });
  await turn();
  const seen: number[] = [];
  const reading = (async () => {
    for await (const batch of ahead) seen.push(batch.length);
  })();
  await expect(reading).rejects.toBe(broken);
  expect(seen).toEqual([3]);
});

test('giving up ends the listing', async () => {
  const ends: string[] = [];
  const ahead = listAhead(async function* (signal) {
    signal.addEventListener('abort', () => ends.push('told'));
    try {
      yield* objects(100);
    } finally {
      ends.push('closed');
    }
  }, 10);
  for await (const _ of ahead) break;
  await turn();
  expect(ends.toSorted()).toEqual(['closed', 'told']);
});

test('giving up before the limit is reached ends the listing too', async () => {
  let isClosed = false;
  const ahead = listAhead(async function* () {
    try {
      yield* objects(100);
    } finally {
      isClosed = true;
    }
  }, 1);
  ahead.stop();
  await turn();
  expect(isClosed).toBe(true);
});

test('eight prefixes are listed at the same time, the next when its turn comes nearer', async () => {
  const begun: string[] = [];
  const root = (path: string): LabelledRoot => ({
    path,
    prefix: '',
    objects: {
      async *list() {
        begun.push(path);
        yield* objects(1);
      },
      isThere: () => Promise.reject(new Error('not asked')),
      hash: () => Promise.reject(new Error('not asked')),
    },
  });
  const roots = [{ path: '/data', prefix: '' }, ...'abcdefghijkl'.split('').map(root)];
  const listings = openListings(roots, new AbortController().signal);
  expect(listings.of(roots[0]!)).toBeUndefined();
  listings.of(roots[1]!);
  expect(begun.join('')).toBe('abcdefgh');
  listings.of(roots[3]!);
  expect(begun.join('')).toBe('abcdefghij');
  listings.stop();
});
