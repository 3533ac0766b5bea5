import { expect, test } from 'vitest';
import { openWindow } from './window.ts';

test('there is room for so many, and again when one has ended', async () => {
  const window = openWindow<string>(2);
  const [a, b] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  window.start('a', a.promise);
  expect(window.room()).toBeUndefined();
  window.start('b', b.promise);
  const room = window.room();
  expect(room).toBeInstanceOf(Promise);
  a.resolve('');
  await room;
  expect(window.room()).toBeUndefined();
  b.resolve('');
});

test('the last work of a key is known until it ends', async () => {
  const window = openWindow<string>(8);
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  expect(window.underWay('a')).toBeUndefined();
  window.start('a', first.promise);
  window.start('a', second.promise);
  expect(window.underWay('a')).toBe(second.promise);
  expect(window.underWay('b')).toBeUndefined();
  first.resolve('1');
  await first.promise;
  expect(window.underWay('a')).toBe(second.promise);
  second.resolve('2');
  await window.empty();
  expect(window.underWay('a')).toBeUndefined();
});

test('it is empty when all has ended, in whatever order', async () => {
  const window = openWindow<void>(8);
  await window.empty();
  const works = [1, 2, 3].map(() => Promise.withResolvers<void>());
  works.forEach(({ promise }, at) => window.start(String(at), promise));
  let isEmpty = false;
  const empty = window.empty().then(() => (isEmpty = true));
  works[2]!.resolve();
  works[0]!.resolve();
  await Promise.resolve();
  expect(isEmpty).toBe(false);
  works[1]!.resolve();
  await empty;
});
