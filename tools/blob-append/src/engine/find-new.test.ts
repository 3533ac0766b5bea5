import { afterAll, beforeAll, expect, test } from 'vitest';
import { findNew } from './find-new.ts';
import { openTestEngine, type TestEngine } from './fixtures/test-engine.ts';
import type { Equality } from './fresh.ts';
import { stageRows } from './stage-rows.ts';
import type { Staged } from './staged.ts';
import { columnsOfParquet } from './table-column.ts';
import { writeFresh } from './write-fresh.ts';

let on: TestEngine;
let table: string;
beforeAll(async () => {
  on = await openTestEngine();
  const time = `TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_minutes(15 * i)`;
  table = await on.write(
    'table.parquet',
    `SELECT ${time} AS time, 'BTC' AS product, i::DOUBLE AS close FROM range(4) t(i)`,
  );
});
afterAll(() => on.close());

const row = (minute: number, close: number | null, product = 'BTC'): string =>
  JSON.stringify({ time: new Date(Date.UTC(2026, 0, 1, 0, minute)), product, close });

async function stage(rows: readonly string[]): Promise<Staged> {
  return (await stageRows(on.engine, rows, await columnsOfParquet(on.engine, table))).staged;
}

const byTime: Equality = { key: ['product', 'time'], keep: 'first' };

test.for([
  ['nothing', [], { keep: 'first' }, [0, 0, 0, 0]],
  ['rows that are there', [row(0, 0), row(45, 3)], { keep: 'first' }, [0, 2, 0, 0]],
  ['a row twice', [row(60, 4), row(60, 4)], { keep: 'first' }, [1, 1, 0, 0]],
  ['a revised row, by the whole row', [row(45, 9)], { keep: 'first' }, [1, 0, 0, 0]],
  ['a revised row, by key', [row(45, 9), row(60, 4)], byTime, [1, 0, 1, 0]],
  ['the same time of another product', [row(45, 3, 'ETH')], byTime, [1, 0, 0, 0]],
  ['the row itself after its revision', [row(45, 9), row(45, 3)], byTime, [0, 1, 1, 0]],
  ['a revised row that replaces', [row(45, 9), row(60, 4)], { ...byTime, keep: 'last' }, [1, 0, 1, 1]],
  ['two revisions', [row(45, 8), row(45, 9)], { ...byTime, keep: 'last' }, [0, 0, 2, 1]],
  ['a revision taken back', [row(45, 9), row(45, 3)], { ...byTime, keep: 'last' }, [0, 1, 1, 0]],
  ['a null for a value', [row(45, null)], byTime, [0, 0, 1, 0]],
  ['no conflict where none may be', [row(45, 3), row(60, 4)], { ...byTime, keep: 'error' }, [1, 1, 0, 0]],
] as const)('%s', async ([, rows, equality, [isNew, duplicates, conflicts, updates]]) => {
  const fresh = await findNew(on.engine, await stage(rows), [table], equality);
  expect(fresh).toMatchObject({ rows: isNew, duplicates, conflicts, updates });
});

test('without a table all is new but what the input repeats', async () => {
  const fresh = await findNew(on.engine, await stage([row(0, 1), row(0, 1), row(15, 2)]), [], {
    keep: 'first',
  });
  expect(fresh).toMatchObject({ rows: 2, duplicates: 1 });
});

test('a table of several files is one table', async () => {
  const second = await on.write('second.parquet', `SELECT * REPLACE (close + 100 AS close) FROM '${table}'`);
  const fresh = await findNew(on.engine, await stage([row(0, 0), row(0, 100), row(0, 5)]), [table, second], {
    keep: 'first',
  });
  expect(fresh).toMatchObject({ rows: 1, duplicates: 2 });
});

test('conflicts are shown by up to three keys, in the order of the input', async () => {
  const rows = [45, 30, 15, 0].map((minute) => row(minute, 99));
  const fresh = await findNew(on.engine, await stage(rows), [table], byTime);
  expect(fresh.conflicts).toBe(4);
  expect(fresh.examples).toEqual([
    'product=BTC, time=2026-01-01T00:45:00Z',
    'product=BTC, time=2026-01-01T00:30:00Z',
    'product=BTC, time=2026-01-01T00:15:00Z',
  ]);
});

test('where a conflict is an error, it says which keys', async () => {
  const finding = findNew(on.engine, await stage([row(60, 4), row(45, 9)]), [table], {
    ...byTime,
    keep: 'error',
  });
  await expect(finding).rejects.toMatchObject({
    class: 'fatal',
    code: 'key_conflict',
    message:
      '1 row has the key of another row but other values, such as product=BTC, time=2026-01-01T00:45:00Z',
  });
});

test.for([
  [['tme'], 'the key names "tme", which is no column of the table'],
  [['Time'], 'the key names "Time", which is no column of the table'],
  [[], 'the key names no column'],
] as const)('the key %j is refused', async ([key, message]) => {
  const finding = findNew(on.engine, await stage([]), [table], { key, keep: 'first' });
  await expect(finding).rejects.toMatchObject({ class: 'fatal', message });
});

test.for([
  [`SELECT time, product, close::FLOAT AS close FROM`, 'column "close" is FLOAT, and in the table DOUBLE'],
  [`SELECT *, 1 AS more FROM`, 'column "more" (INTEGER) is unknown to the table'],
] as const)('a file of another schema is refused: %s', async ([select, message]) => {
  const other = await on.write('other.parquet', `${select} '${table}'`);
  await expect(findNew(on.engine, await stage([row(0, 0)]), [other], { keep: 'first' })).rejects.toThrow(
    message,
  );
});

test('a column that the table has not got yet is null there', async () => {
  const columns = await columnsOfParquet(on.engine, table);
  const rows = [row(0, 0), row(15, 1).replace('}', ',"note":"x"}')];
  const { staged } = await stageRows(on.engine, rows, columns, { unknown: 'add' });
  expect(await findNew(on.engine, staged, [table], { keep: 'first' })).toMatchObject({
    rows: 1,
    duplicates: 1,
  });
  expect(await findNew(on.engine, staged, [table], byTime)).toMatchObject({ duplicates: 1, conflicts: 1 });
});

test('columns may be called as anything is called in our SQL', async () => {
  const names = [
    'place',
    'example',
    'verdict',
    'same',
    'twin',
    'stays',
    's',
    't',
    'v',
    'min0',
    'rows',
    'a"b',
    'select',
    'Ä',
  ];
  const select = `SELECT ${names.map((name, index) => `${index} AS "${name.replace('"', '""')}"`).join(', ')}`;
  const odd = await on.write('odd.parquet', select);
  const same = Object.fromEntries(names.map((name, index) => [name, index]));
  const other = { ...same, place: 7 };
  const columns = await columnsOfParquet(on.engine, odd);
  const rows = [same, other, { ...other, Ä: 5 }, other].map((each) => JSON.stringify(each));
  const { staged } = await stageRows(on.engine, rows, columns);
  const fresh = await findNew(on.engine, staged, [odd], { key: names.slice(0, -1), keep: 'last' });
  expect(fresh).toMatchObject({ rows: 1, duplicates: 2, conflicts: 1 });
  expect(fresh.examples[0]).toContain('place=7, example=1, verdict=2');
  await writeFresh(on.engine, fresh, on.path('odd-2.parquet'));
  expect(await columnsOfParquet(on.engine, on.path('odd-2.parquet'))).toEqual(columns);
});

test('local timestamps of milliseconds meet their equals', async () => {
  const millis = await on.write('millis.parquet', `SELECT TIMESTAMP_MS '2026-01-01 00:00:00.123' AS time`);
  const rows = ['{"time":"2026-01-01T00:00:00.123"}', '{"time":"2026-01-01T00:00:00.124"}'];
  const { staged } = await stageRows(on.engine, rows, await columnsOfParquet(on.engine, millis));
  expect(await findNew(on.engine, staged, [millis], { keep: 'first' })).toMatchObject({
    rows: 1,
    duplicates: 1,
  });
});

test('nothing is left in the engine but what was handed out', async () => {
  const staged = await stage([row(0, 5), row(0, 5), row(60, 4)]);
  const count = async (): Promise<number> => (await on.engine.rows('SHOW TABLES')).length;
  const before = await count();
  const fresh = await findNew(on.engine, staged, [table], { ...byTime, keep: 'last' });
  await fresh.drop();
  expect(await count()).toBe(before);
  await staged.drop();
  expect(await count()).toBe(before - 1);
});
