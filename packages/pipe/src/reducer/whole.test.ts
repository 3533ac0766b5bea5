import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { tryReducer } from '../fixtures/run-reducer.ts';

/* What takes the place of something is committed whole or not at all. */

const rules = { isWhole: true, carries: 'rows', batchCount: Number.POSITIVE_INFINITY } as const;
const rows = Array.from({ length: 250 }, (_, n) => ({ n }));

test('all of the input is one batch', async () => {
  const { batches, exit } = await tryReducer({ lines: rows, rules });
  expect({ exit, sizes: batches.map(({ length }) => length) }).toEqual({ exit: 0, sizes: [250] });
});

test('more than fits is refused, and nothing is committed', async () => {
  const { batches, exit, frame } = await tryReducer({ lines: rows, rules: { ...rules, batchBytes: 1000 } });
  expect({ exit, batches }).toEqual({ exit: 4, batches: [] });
  expect(frame.messages()).toContainEqual(
    expect.objectContaining({
      code: 'too_large',
      msg: 'the input is larger than 1.00 kB, and it is committed whole or not at all',
    }),
  );
});

test('one bad line among good ones: nothing is committed', async () => {
  const { batches, exit, frame } = await tryReducer({
    lines: [...rows, '{"n":'],
    rules,
    deadLetterPath: join(testDirectory(), 'dead.ndjson'),
  });
  expect({ exit, batches }).toEqual({ exit: 4, batches: [] });
  expect(frame.messages()).toContainEqual(expect.objectContaining({ code: 'incomplete_input' }));
});

test('nothing in: nothing is committed, and it is said', async () => {
  const { batches, exit, frame } = await tryReducer({ lines: [], rules });
  expect({ exit, batches }).toEqual({ exit: 0, batches: [] });
  expect(frame.messages()).toContainEqual(
    expect.objectContaining({ msg: 'nothing came in: nothing was changed' }),
  );
});
