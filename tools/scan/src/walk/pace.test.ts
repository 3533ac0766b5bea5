import { expect, test } from 'vitest';
import { measurePace } from './pace.ts';

test('a file system is slow when most of the latest samples are', () => {
  const pace = measurePace();
  for (let sample = 0; sample < 100; sample++) pace.sample(8, 0.03);
  expect(pace.slow).toBe(false);
  pace.sample(8, 4);
  pace.sample(8, 4);
  expect(pace.slow).toBe(false);
  pace.sample(8, 4);
  expect(pace.slow).toBe(true);
});

test('now and then a long pause is no slow file system', () => {
  const pace = measurePace();
  for (let sample = 0; sample < 100; sample++) pace.sample(8, sample % 3 === 0 ? 50 : 0.03);
  expect(pace.slow).toBe(false);
});

test('it is not called slow before there is enough to judge by, and not called fast again', () => {
  const pace = measurePace();
  for (let sample = 0; sample < 4; sample++) pace.sample(1, 1);
  expect(pace.slow).toBe(false);
  pace.sample(1, 1);
  expect(pace.slow).toBe(true);
  for (let sample = 0; sample < 100; sample++) pace.sample(8, 0.01);
  expect(pace.slow).toBe(true);
});

test('a walk is not big before it has made many calls', () => {
  const pace = measurePace();
  pace.sample(1999, 1);
  expect(pace.big).toBe(false);
});
