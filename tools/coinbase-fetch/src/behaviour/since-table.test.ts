import { openStore } from '@leat/storage';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { expectedRows, fetchFrom, serve, type Row } from '../fixtures/fetched.ts';
import { PANDAS_TABLE } from '../fixtures/pandas-table.data.ts';
import { makeTable, temporaryDirectory } from '../fixtures/table.ts';

const NOW = '2026-01-31T12:00:00Z';
const timesOf = (rows: readonly Row[]): unknown[] => rows.map(({ time }) => time);

describe('it goes on with the last candle of the table, however that has its times', () => {
  const LOCAL = { timeFormat: '%Y-%m-%d %H:%M', timeZone: 'Europe/Berlin' };
  test.for([
    ['timestamps in UTC', "TIMESTAMPTZ '2026-01-20 06:15:00+00'", {}],
    ['timestamps without a zone, which are UTC', "TIMESTAMP '2026-01-20 06:15:00'", {}],
    ['milliseconds', "TIMESTAMP_MS '2026-01-20 06:15:00'", {}],
    ['nanoseconds', "TIMESTAMP_NS '2026-01-20 06:15:00'", {}],
    ['text in ISO 8601', "'2026-01-20T06:15:00Z'", {}],
    ['text of a place', "'2026-01-20 07:15'", LOCAL],
    ['timestamps without a zone of a place', "TIMESTAMP '2026-01-20 07:15:00'", LOCAL],
  ] as const)('%s', async ([, time, values]) => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    const table = await makeTable(`SELECT ${time} AS time, 1.0 AS close`);
    const { rows, thrown } = await fetchFrom(server, { sinceTable: table, ...values });
    expect(thrown).toBeUndefined();
    const expected = expectedRows(server, 'ETH-EUR', 900, '2026-01-20T06:15:00Z', NOW);
    expect(rows.map(({ close }) => close)).toEqual(expected.map(({ close }) => close));
  });

  test('days', async () => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    const table = await makeTable("SELECT DATE '2026-01-27' AS time");
    const { rows } = await fetchFrom(server, { sinceTable: table, granularity: '1d' });
    expect(timesOf(rows)).toEqual(['27', '28', '29', '30'].map((day) => `2026-01-${day}T00:00:00Z`));
  });
});

test('a table that pandas has written, with its text of a place', async () => {
  const server = await serve({ quirks: { noTradesEvery: 0 } });
  const sinceTable = join(temporaryDirectory(), 'candles.parquet');
  writeFileSync(sinceTable, Buffer.from(PANDAS_TABLE, 'base64'));
  const { rows, thrown } = await fetchFrom(server, {
    sinceTable,
    timeFormat: '%Y-%m-%d %H:%M',
    timeZone: 'Europe/Berlin',
    columns: 'time',
  });
  expect(thrown).toBeUndefined();
  expect(rows).toEqual([{ time: '2026-01-31 12:30' }, { time: '2026-01-31 12:45' }]);
});

test('a downtime of more than 300 candles leaves no gap', async () => {
  const server = await serve();
  const table = await makeTable("SELECT TIMESTAMPTZ '2025-12-01 00:00:00+00' AS time");
  const { rows } = await fetchFrom(server, { sinceTable: table });
  expect(rows).toEqual(expectedRows(server, 'ETH-EUR', 900, '2025-12-01T00:00:00Z', NOW));
});

test('the last row need not be the last time', async () => {
  const server = await serve({ quirks: { noTradesEvery: 0 } });
  const table = await makeTable(
    "SELECT unnest([TIMESTAMPTZ '2026-01-31 11:30:00+00', TIMESTAMPTZ '2026-01-30 00:00:00+00']) AS time",
  );
  expect(timesOf((await fetchFrom(server, { sinceTable: table })).rows)).toEqual([
    '2026-01-31T11:30:00Z',
    '2026-01-31T11:45:00Z',
  ]);
});

test('a candle that was revised after it was stored is fetched once more', async () => {
  const server = await serve({ quirks: { noTradesEvery: 0 } });
  const table = await makeTable("SELECT TIMESTAMPTZ '2026-01-31 11:45:00+00' AS time");
  const { rows } = await fetchFrom(server, { sinceTable: table });
  server.revise('ETH-EUR', '2026-01-31T11:50:00Z');
  const { rows: again } = await fetchFrom(server, { sinceTable: table });
  expect(timesOf(again)).toEqual(timesOf(rows));
  expect(again).not.toEqual(rows);
});

describe('where there is nothing to go on from, --from and --last count', () => {
  test('no table', async () => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    const sinceTable = join(temporaryDirectory(), 'candles.parquet');
    const latest = await fetchFrom(server, { sinceTable });
    expect(latest.rows.length).toBe(300);
    expect(latest.log).toEqual([`info there is no table ${sinceTable} yet`]);
    const { rows } = await fetchFrom(server, { sinceTable, from: '2026-01-31T11:00:00Z' });
    expect(rows.length).toBe(4);
  });

  test('an empty table', async () => {
    const server = await serve();
    const sinceTable = await makeTable("SELECT TIMESTAMPTZ '2026-01-31 11:45:00+00' AS time WHERE false");
    expect((await fetchFrom(server, { sinceTable, last: 3600 })).rows.length).toBeLessThanOrEqual(4);
  });

  test('but a table comes before them', async () => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    const sinceTable = await makeTable("SELECT TIMESTAMPTZ '2026-01-31 11:30:00+00' AS time");
    expect((await fetchFrom(server, { sinceTable, from: '2020-01-01T00:00:00Z' })).rows.length).toBe(2);
  });
});

describe('a table that cannot be read is not a missing one: nothing is asked and nothing emitted', () => {
  const broken = async (change: (bytes: Buffer) => Buffer): Promise<string> => {
    const table = await makeTable("SELECT TIMESTAMPTZ '2026-01-31 11:30:00+00' AS time");
    writeFileSync(table, change(readFileSync(table)));
    return table;
  };
  const directory = async (): Promise<string> => {
    const path = join(temporaryDirectory(), 'candles.parquet');
    mkdirSync(path);
    return path;
  };
  const cases: [string, () => Promise<string>, string][] = [
    ['other bytes', () => broken(() => Buffer.from('time,close\n')), 'table_unreadable'],
    ['no bytes', () => broken(() => Buffer.alloc(0)), 'table_unreadable'],
    ['its end is missing', () => broken((bytes) => bytes.subarray(0, -20)), 'table_unreadable'],
    [
      'its footer is damaged',
      () => broken((bytes) => bytes.fill(255, bytes.length - 60, bytes.length - 8)),
      'table_unreadable',
    ],
    ['a directory', directory, 'denied'],
    ['no column time', () => makeTable('SELECT 1 AS t'), 'table_unlike'],
    ['a time that is a number', () => makeTable('SELECT 1769860800 AS time'), 'table_unlike'],
    ['text of another form', () => makeTable("SELECT '2026-01-31 12:00' AS time"), 'table_unlike'],
    ['an infinite time', () => makeTable("SELECT TIMESTAMPTZ 'infinity' AS time"), 'table_unlike'],
    ['an infinite day', () => makeTable("SELECT DATE '-infinity' AS time"), 'table_unlike'],
    ['no times at all', () => makeTable('SELECT NULL::TIMESTAMPTZ AS time'), 'statistics_missing'],
  ];
  test.for(cases)('%s', async ([, make, code]) => {
    const server = await serve();
    const { rows, thrown } = await fetchFrom(server, { sinceTable: await make() });
    expect(thrown).toMatchObject({ code });
    expect(rows).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  test('a place where a table cannot be', async () => {
    const server = await serve();
    const { thrown } = await fetchFrom(server, { sinceTable: 'ftp://host/candles.parquet' });
    expect(thrown).toMatchObject({ code: 'bad_uri' });
    expect(server.requests).toEqual([]);
  });

  test('texts that do not sort do not tell the last time', async () => {
    const server = await serve();
    const sinceTable = await makeTable("SELECT '31.01.2026 12:00' AS time");
    const { thrown } = await fetchFrom(server, { sinceTable, timeFormat: '%d.%m.%Y %H:%M' });
    expect(thrown).toMatchObject({ code: 'table_unlike', message: expect.stringContaining('do not sort') });
  });
});

test('a table that is replaced while it is looked at is looked at again', async () => {
  const server = await serve({ quirks: { noTradesEvery: 0 } });
  const sinceTable = await makeTable("SELECT TIMESTAMPTZ '2026-01-31 11:00:00+00' AS time");
  const later = await makeTable("SELECT TIMESTAMPTZ '2026-01-31 11:30:00+00' AS time");
  const { store, address } = await openStore(sinceTable);
  const { stat } = store;
  const looking = vi.spyOn(store, 'stat').mockImplementationOnce(async () => {
    const before = await stat(address);
    renameSync(later, sinceTable);
    return before;
  });
  const { rows, thrown } = await fetchFrom(server, { sinceTable });
  looking.mockRestore();
  expect(thrown).toBeUndefined();
  expect(rows[0]!['time']).toBe('2026-01-31T11:30:00Z');
});

test('times after now are those of a place, and the message says so', async () => {
  const server = await serve();
  const sinceTable = await makeTable("SELECT TIMESTAMP '2026-01-31 12:45:00' AS time");
  const { rows, thrown } = await fetchFrom(server, { sinceTable });
  expect(thrown).toMatchObject({ code: 'table_in_future', hint: expect.stringContaining('--time-zone') });
  expect(rows).toEqual([]);
});
