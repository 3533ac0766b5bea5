import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { entry, held, report, testLedger, waiting } from '../fixtures/ledger.ts';
import { forgetItems, listFailed, listItems, listLedgers, showItem } from './inspect.ts';

const objects = (lines: Iterable<string>): unknown[] => [...lines].map((line) => JSON.parse(line) as unknown);

test('every ledger with its counts, while they are in use', async () => {
  const state = testDirectory();
  mkdirSync(join(state, 'put'));
  const ledger = testLedger(join(state, 'put/l.db'));
  await ledger.done(entry('a'), {});
  await ledger.begin(entry('b'));
  await ledger.failed(entry('c'), report, '{"key":"c"}');
  await ledger.unreadable(held('{'), report);
  expect(objects(listLedgers(state))).toEqual([
    {
      ledger: ledger.path,
      tool: 'put',
      destination: 'file:/there',
      done: 1,
      begin: 1,
      failed: 1,
      unreadable: 1,
    },
  ]);
  expect(objects(listLedgers(join(state, 'none')))).toEqual([]);
});

test('one ledger that cannot be read does not hide the others', () => {
  const state = testDirectory();
  mkdirSync(join(state, 'put'));
  writeFileSync(join(state, 'put/bad.db'), 'text'.repeat(1000));
  const { path } = testLedger(join(state, 'put/good.db'));
  expect(objects(listLedgers(state))).toMatchObject([
    { ledger: join(state, 'put/bad.db'), problem: expect.stringContaining('not a database') as string },
    { ledger: path, done: 0 },
  ]);
});

test('the items of one, and all that is known of a key', async () => {
  const ledger = testLedger();
  await ledger.done(entry('b'), { put: { id: 1 } });
  await ledger.failed(entry('a', '2'), report, '{"key":"a","rev":"2"}');
  expect(objects(listItems(ledger.path))).toMatchObject([
    { key: 'a', rev: '2', state: 'failed', uri: '/data/a', attempts: 1 },
    { key: 'b', rev: '1', state: 'done' },
  ]);
  expect(objects(showItem(ledger.path, 'b'))).toMatchObject([
    { state: 'done', result: { put: { id: 1 } }, options: 'o1' },
  ]);
  expect(objects(showItem(ledger.path, 'a'))).toMatchObject([
    { state: 'failed', error: report, line: { key: 'a', rev: '2' } },
  ]);
  expect(objects(listFailed(ledger.path))).toEqual([{ key: 'a', rev: '2', error: report }]);
  expect(() => showItem(ledger.path, 'c')).toThrow(
    expect.objectContaining({ class: 'reject', code: 'no_such_key' }),
  );
});

test('what a record holds is shown as it came, however long or deep', async () => {
  const ledger = testLedger();
  const line = `{"key":"a","n":12345678901234567890,"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  await ledger.failed(entry('a'), report, line);
  expect(showItem(ledger.path, 'a')[0]).toContain(`"line":${line}`);
});

test('keys and lines are forgotten, all or none', async () => {
  const ledger = testLedger();
  await ledger.done(entry('a', '1'), {});
  await ledger.begin(entry('a', '2'));
  await ledger.unreadable(held('{'), report);
  const { id } = held('{');
  expect(() => forgetItems(ledger.path, ['a', 'none'])).toThrow(
    expect.objectContaining({ code: 'no_such_key' }),
  );
  expect(ledger.rows('a')).toHaveLength(2);
  expect(objects(forgetItems(ledger.path, ['a', id]))).toEqual([
    { key: 'a', forgotten: 2 },
    { key: id, forgotten: 1 },
  ]);
  expect(ledger.rows('a')).toEqual([]);
  expect(waiting(ledger)).toEqual([]);
});
