import { expect, test } from 'vitest';
import { exitFor } from './exit-code.ts';
import { Failure, UsageFailure } from './failure.ts';

test.for([
  ['a failure', new Failure('fatal', 'x', 'x'), 4],
  ['a full disk', Object.assign(new Error('x'), { code: 'ENOSPC' }), 4],
  ['a disk that is only read', Object.assign(new Error('x'), { code: 'EROFS' }), 4],
  ['options that mean nothing', new UsageFailure('x', 'x'), 2],
  ['a bug', new TypeError('x'), 1],
  ['something odd', undefined, 1],
] as const)('%s', ([, thrown, exit]) => {
  expect(exitFor(thrown)).toBe(exit);
});
