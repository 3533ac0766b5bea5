import { expect, test } from 'vitest';
import { entry, held, report, testLedger, waiting } from '../fixtures/ledger.ts';
import { openLedger } from './ledger.ts';
import { prepareStatements } from './statements.ts';

const states = (rows: readonly { rev: string; state: string }[]): string[] =>
  rows.map(({ rev, state }) => `${rev} ${state}`).toSorted();

test('begin, done: with place, options and result', async () => {
  const ledger = testLedger();
  expect(ledger.rows('a')).toEqual([]);
  await ledger.begin(entry('a'));
  expect(ledger.rows('a')).toEqual([
    { rev: '1', state: 'begin', uri: '/data/a', options: 'o1', result: null, attempts: 1 },
  ]);
  await ledger.done(entry('a'), { put: { id: 5 } });
  expect(ledger.rows('a')).toMatchObject([{ state: 'done', result: '{"put":{"id":5}}', attempts: 1 }]);
});

test('attempts are counted over all runs', async () => {
  const ledger = testLedger();
  for (let count = 0; count < 3; count++) await ledger.begin(entry('a'));
  expect(ledger.rows('a')).toMatchObject([{ attempts: 3 }]);
});

test('an earlier result stays known until it is replaced', async () => {
  const ledger = testLedger();
  await ledger.done(entry('a'), { put: 1 });
  await ledger.begin(entry('a'));
  expect(ledger.rows('a')).toMatchObject([{ state: 'begin', result: '{"put":1}' }]);
  await ledger.failed(entry('a'), report, '{"key":"a"}');
  expect(ledger.rows('a')).toMatchObject([{ state: 'failed', result: '{"put":1}' }]);
  await ledger.done(entry('a'), { put: 2 });
  expect(ledger.rows('a')).toMatchObject([{ state: 'done', result: '{"put":2}' }]);
});

test('what a step has done takes the place of all other revs; a batch only that of failed ones', async () => {
  const ledger = testLedger();
  for (const key of ['step', 'reducer']) {
    await ledger.beginBatch([entry(key, '1')], 'first');
    await ledger.doneBatch('first');
    await ledger.begin(entry(key, '2'));
    await ledger.begin(entry(key, '3'));
    await ledger.failed(entry(key, '3'), report, '{}');
  }
  await ledger.failed(entry('other'), report, '{}');
  await ledger.done(entry('step', '4'), {});
  await ledger.beginBatch([entry('reducer', '4')], 'second');
  await ledger.doneBatch('second');
  expect(states(ledger.rows('step'))).toEqual(['4 done']);
  expect(states(ledger.rows('reducer'))).toEqual(['1 done', '2 begin', '4 done']);
  expect(states(ledger.rows('other'))).toEqual(['1 failed']);
});

test('what failed waits with its line, once, until it is done', async () => {
  const ledger = testLedger();
  await ledger.failed(entry('a'), report, '{"key":"a","n":1}');
  await ledger.failed(entry('a'), { ...report, code: 'worse' }, '{"key":"a","n":2}');
  expect(waiting(ledger)).toEqual([{ key: 'a', n: 2, error: 'worse' }]);
  await ledger.begin(entry('a'));
  expect(waiting(ledger)).toEqual([]);
  await ledger.failed(entry('a'), report, '{"key":"a"}');
  await ledger.done(entry('a'), {});
  expect(waiting(ledger)).toEqual([]);
});

test('a record that is refused takes nothing away from one that is done under its key and rev', async () => {
  const ledger = testLedger();
  await ledger.done(entry('a'), { put: 1 });
  await ledger.failed(entry('a', '1', '/other/a'), report, '{"key":"a","uri":"/other/a"}');
  expect(ledger.rows('a')).toMatchObject([{ state: 'done', uri: '/data/a', result: '{"put":1}' }]);
  expect(waiting(ledger)).toEqual([{ error: 'bad', raw: '{"key":"a","uri":"/other/a"}' }]);
});

test('nor from one that is in doubt', async () => {
  const ledger = testLedger();
  await ledger.begin(entry('a'));
  await ledger.failed(entry('a', '1', '/other/a'), report, '{"key":"a","uri":"/other/a"}');
  expect(ledger.rows('a')).toMatchObject([{ state: 'begin', uri: '/data/a' }]);
  expect(waiting(ledger)).toHaveLength(1);
});

test('without an address, begin and failed are of the same record', async () => {
  const ledger = testLedger();
  await ledger.begin(entry('a', '', undefined));
  await ledger.failed(entry('a', '', undefined), report, '{"key":"a"}');
  expect(ledger.rows('a')).toMatchObject([{ state: 'failed' }]);
});

test('data that has moved is known at its new address, in all revs', async () => {
  const ledger = testLedger();
  await ledger.done(entry('a', '1'), {});
  await ledger.begin(entry('a', '2'));
  await ledger.moved('a', '/new/a');
  expect(ledger.rows('a').map(({ uri }) => uri)).toEqual(['/new/a', '/new/a']);
});

test('unreadable lines are held once each, and dropped by id', async () => {
  const ledger = testLedger();
  await ledger.unreadable(held('{'), report);
  await ledger.unreadable(held('{'), { ...report, code: 'later' });
  await ledger.unreadable(held('{"a":1}', 'row'), report);
  await ledger.unreadable({ id: 'x', bytes: Buffer.from([0xff]), as: 'raw' }, report);
  const letters = waiting(ledger);
  expect(letters).toHaveLength(3);
  expect(letters).toContainEqual({ error: 'later', raw: '{' });
  expect(letters).toContainEqual({ error: 'bad', row: { a: 1 } });
  expect(letters).toContainEqual({ error: 'bad', rawBase64: '/w==' });
  await ledger.dropUnreadable('x');
  await ledger.dropUnreadable(held('{').id);
  expect(waiting(ledger)).toHaveLength(1);
});

test('lines without an end are found again', async () => {
  const ledger = testLedger();
  await ledger.unreadable(held('{"key":"a'), { ...report, code: 'truncated_line' });
  await ledger.unreadable(held('{"key"'), report);
  expect(ledger.tornLines()).toEqual([{ id: held('{"key":"a').id, text: '{"key":"a' }]);
});

test('batches that were begun and not ended, and their end', async () => {
  const ledger = testLedger();
  await ledger.beginBatch([entry('a'), entry('b')], 'b1');
  await ledger.beginBatch([entry('c')], 'b2');
  await ledger.begin(entry('d'));
  await ledger.done(entry('c'), {});
  expect(ledger.openBatches()).toEqual(new Map([['b1', 2]]));
  await ledger.doneBatch('b1');
  expect(ledger.openBatches()).toEqual(new Map());
  expect(ledger.rows('a')).toMatchObject([{ state: 'done', result: '{}', uri: '/data/a', options: 'o1' }]);
  expect(ledger.rows('d')).toMatchObject([{ state: 'begin' }]);
});

test('a batch that turns out to be done was done with the options of its time', async () => {
  const ledger = testLedger();
  await ledger.beginBatch([entry('a')], 'b1');
  const { path } = ledger;
  ledger.close();
  const later = testLedger(path, 'o2');
  await later.doneBatch('b1');
  expect(later.rows('a')).toMatchObject([{ state: 'done', options: 'o1' }]);
});

test('a key may hold anything that Unicode has', async () => {
  const ledger = testLedger();
  const keys = ['ü/\u2028', "'; DROP TABLE items; --", 'a\u0000b', 'a\u0000c', '😀'.repeat(1000), ' '];
  for (const key of keys) await ledger.done(entry(key), { put: key });
  for (const key of keys)
    expect(ledger.rows(key)).toMatchObject([{ state: 'done', result: JSON.stringify({ put: key }) }]);
});

test('a result that JSON cannot hold is no fault of the ledger, nor of others', async () => {
  const ledger = testLedger();
  const bad = ledger.done(entry('a'), { put: 1n });
  const good = ledger.done(entry('b'), { put: 1 });
  await expect(bad).rejects.toBeInstanceOf(TypeError);
  await good;
  expect(ledger.rows('b')).toHaveLength(1);
});

test('what it is of stands in it', () => {
  const ledger = testLedger();
  expect(ledger.database.prepare('SELECT name, value FROM about ORDER BY name').all()).toEqual([
    { name: 'destination', value: 'file:/there' },
    { name: 'options', value: 'o1' },
    { name: 'tool', value: 'put' },
  ]);
});

test('what is not done is found without reading what is', () => {
  const { database } = testLedger();
  const { doneBatch, dropFailedOthers } = prepareStatements(database);
  const plan = (sql: string): string =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', "'x'")}`)
      .all()
      .map(({ detail }) => String(detail))
      .join('; ');
  for (const { sourceSQL } of [doneBatch, dropFailedOthers]) {
    expect(plan(sourceSQL)).toContain('items_open');
    expect(plan(sourceSQL)).not.toContain('SCAN');
  }
  expect(plan(`SELECT 1 FROM items WHERE state = 'failed' AND state <> 'done'`)).toContain('items_open');
});

test('a private ledger leaves no file', async () => {
  const ledger = openLedger('', { tool: 'put', destination: 'x', options: '' });
  await ledger.failed(entry('a'), report, '{"key":"a"}');
  expect(waiting(ledger)).toHaveLength(1);
  expect(ledger.database.location()).toBeNull();
  ledger.close();
});
