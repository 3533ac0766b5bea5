import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { testFrame } from '../fixtures/frame.ts';
import { entry, testLedger } from '../fixtures/ledger.ts';
import { tryReducer } from '../fixtures/run-reducer.ts';

const newPath = (): string => join(testDirectory(), 'l.db');
const records = (...names: string[]): { key: string; rev: string }[] =>
  names.map((key) => ({ key, rev: '1' }));

test('members go together, are done together, and one record is printed per target', async () => {
  const ledgerPath = newPath();
  const { exit, counts, batches, frame } = await tryReducer({ lines: records('a', 'b', 'c'), ledgerPath });
  expect({ exit, counts, batches }).toEqual({
    exit: 0,
    counts: { read: 3, done: 3, skipped: 0, failed: 0 },
    batches: [['a', 'b', 'c']],
  });
  expect(frame.records()).toEqual([{ batch: 1, members: 3 }]);
  expect(testLedger(ledgerPath).rows('b')).toMatchObject([{ state: 'done' }]);
});

test('what is done is skipped and counted, and not printed again', async () => {
  const ledgerPath = newPath();
  await tryReducer({ lines: records('a', 'b'), ledgerPath });
  const { counts, batches } = await tryReducer({ lines: records('a', 'b', 'c'), ledgerPath });
  expect({ counts, batches }).toEqual({
    counts: { read: 3, done: 1, skipped: 2, failed: 0 },
    batches: [['c']],
  });
  expect(await tryReducer({ lines: records('a'), ledgerPath })).toMatchObject({ exit: 0, batches: [] });
});

test('nothing in, nothing is committed', async () => {
  expect(await tryReducer({ lines: [], ledgerPath: newPath() })).toMatchObject({ exit: 0, batches: [] });
});

test.for([
  ['count', { batchCount: 2 }, [['a', 'b'], ['c', 'd'], ['e']]],
  [
    'bytes of their lines',
    { batchBytes: 50 },
    [
      ['a', 'b', 'c'],
      ['d', 'e'],
    ],
  ],
] as const)('a batch ends by %s', async ([, rules, batches]) => {
  const outcome = await tryReducer({ lines: records('a', 'b', 'c', 'd', 'e'), ledgerPath: newPath(), rules });
  expect(outcome.batches).toEqual(batches);
  expect(outcome.frame.records()).toHaveLength(batches.length);
});

test('a batch ends some time after its first member came, also when nothing follows', async () => {
  const frame = testFrame();
  const input = {
    stream: Readable.from(
      (async function* () {
        yield Buffer.from('{"key":"a"}\n{"key":"b"}\n');
        while (frame.records().length === 0) await setTimeout(5);
        yield Buffer.from('{"key":"c"}\n');
      })(),
      { objectMode: true },
    ),
    size: undefined,
    maxLineBytes: 1000,
  };
  const { batches } = await tryReducer({
    lines: [],
    input,
    frame,
    ledgerPath: newPath(),
    rules: { batchSeconds: 1 },
  });
  expect(batches).toEqual([['a', 'b'], ['c']]);
});

test('a batch may wait for longer than a timer can', async () => {
  const input = {
    stream: Readable.from(
      (async function* () {
        yield Buffer.from('{"key":"a"}\n');
        // What goes off too early has gone off by then.
        await setTimeout(20);
        yield Buffer.from('{"key":"b"}\n');
      })(),
      { objectMode: true },
    ),
    size: undefined,
    maxLineBytes: 1000,
  };
  const rules = { batchSeconds: 60 * 86_400 };
  const { batches } = await tryReducer({ lines: [], input, ledgerPath: newPath(), rules });
  expect(batches).toEqual([['a', 'b']]);
});

test('the same members have the same batch id in whatever order, and with other options another', async () => {
  const idOf = async (names: string[], options = 'o1'): Promise<string | undefined> =>
    (await tryReducer({ lines: records(...names), ledgerPath: newPath(), rules: { options } })).ids[0];
  const id = await idOf(['a', 'b']);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(await idOf(['b', 'a'])).toBe(id);
  expect(await idOf(['a', 'b'], 'o2')).not.toBe(id);
  expect(await idOf(['a'])).not.toBe(id);
});

test('a key is in a batch once: another rev comes after, a repeat is skipped', async () => {
  const lines = [
    { key: 'a', rev: '1' },
    { key: 'b', rev: '1' },
    { key: 'a', rev: '1' },
    { key: 'a', rev: '2' },
  ];
  const { batches, counts } = await tryReducer({ lines, ledgerPath: newPath() });
  expect(batches).toEqual([['a', 'b'], ['a']]);
  expect(counts).toEqual({ read: 4, done: 3, skipped: 1, failed: 0 });
});

test('both revs of a member stay known', async () => {
  const ledgerPath = newPath();
  const lines = [
    { key: 'a', rev: '1' },
    { key: 'a', rev: '2' },
  ];
  await tryReducer({ lines, ledgerPath });
  expect(await tryReducer({ lines, ledgerPath })).toMatchObject({ batches: [], counts: { skipped: 2 } });
});

test('before anything else it asks what became of batches that were cut off', async () => {
  const ledgerPath = newPath();
  const ledger = testLedger(ledgerPath);
  const member = (key: string) => entry(key, '1', undefined);
  await ledger.beginBatch([member('a'), member('b')], 'committed');
  await ledger.beginBatch([member('c')], 'lost');
  ledger.close();
  const asked: string[] = [];
  const { batches, counts, frame } = await tryReducer({
    lines: records('a', 'b', 'c'),
    ledgerPath,
    reducer: {
      async lookup(id) {
        asked.push(id);
        return id === 'committed' ? 'found' : 'absent';
      },
    },
  });
  expect(asked.toSorted()).toEqual(['committed', 'lost']);
  expect({ batches, counts }).toEqual({
    batches: [['c']],
    counts: { read: 3, done: 1, skipped: 2, failed: 0 },
  });
  expect(frame.messages()).toContainEqual(
    expect.objectContaining({ msg: 'batch committed had been committed: its 2 members are done' }),
  );
});

test('a reducer that cannot look repeats the batch: the destination makes that harmless', async () => {
  const ledgerPath = newPath();
  const ledger = testLedger(ledgerPath);
  await ledger.beginBatch([entry('a', '1', undefined)], 'cut-off');
  ledger.close();
  expect(await tryReducer({ lines: records('a'), ledgerPath })).toMatchObject({ batches: [['a']] });
});

test('--force takes again what is done; without a ledger all is taken', async () => {
  const ledgerPath = newPath();
  await tryReducer({ lines: records('a'), ledgerPath });
  const forced = await tryReducer({ lines: records('a'), ledgerPath, rules: { isForced: true } });
  expect(forced.batches).toEqual([['a']]);
  expect(await tryReducer({ lines: records('a', 'a') })).toMatchObject({ counts: { done: 2 } });
});

test('members are told of their own text, not of the chunk that it came in', async () => {
  const texts: string[] = [];
  await tryReducer({
    lines: ['{"key": "ü", "n": 12345678901234567890}'],
    ledgerPath: newPath(),
    reduce: ({ items }) => {
      texts.push(...items.map(({ text }) => text));
      return { targets: [] };
    },
  });
  expect(texts).toEqual(['{"key": "ü", "n": 12345678901234567890}']);
});
