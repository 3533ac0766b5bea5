import { describe, expect, test } from 'vitest';
import { expectedRows, fetchFrom, serve } from '../fixtures/fetched.ts';

const hour = { from: '2026-01-31T10:00:00Z', to: '2026-01-31T11:00:00Z' };

test('both APIs give the same candles', async () => {
  const server = await serve();
  const [exchange, advanced] = await Promise.all([
    fetchFrom(server, { api: 'exchange' }),
    fetchFrom(server, { api: 'advanced' }),
  ]);
  expect(advanced.rows).toEqual(exchange.rows);
  expect(exchange.rows.length).toBeGreaterThan(0);
});

test('several products come one after the other, each in the order of time', async () => {
  const server = await serve({ quirks: { noTradesEvery: 0 } });
  const { rows } = await fetchFrom(server, {
    products: ['eth-eur', 'BTC-EUR', 'ETH-EUR'],
    columns: 'time,product',
    ...hour,
  });
  const times = ['10:00', '10:15', '10:30', '10:45'].map((it) => `2026-01-31T${it}:00Z`);
  expect(rows).toEqual(['ETH-EUR', 'BTC-EUR'].flatMap((product) => times.map((time) => ({ time, product }))));
});

test('a product that Coinbase does not know is a problem, and the others go on', async () => {
  const server = await serve();
  for (const api of ['exchange', 'advanced'] as const) {
    const { rows, problems, thrown } = await fetchFrom(server, {
      products: ['ETH-EUR', 'NO-EUR', 'BTC-EUR'],
      columns: 'time,product',
      api,
      ...hour,
    });
    expect(new Set(rows.map(({ product }) => product))).toEqual(new Set(['ETH-EUR', 'BTC-EUR']));
    expect(problems).toEqual(['NO-EUR: unknown_product']);
    expect(thrown).toBeUndefined();
  }
});

describe('intervals without trades', () => {
  test('are counted, with the first and the last of them, and have no row', async () => {
    const server = await serve({ quirks: { noTradesEvery: 5 } });
    const { rows, log } = await fetchFrom(server);
    const expected = expectedRows(server, 'ETH-EUR', 900, '2026-01-28T09:00:00Z', '2026-01-31T12:00:00Z');
    expect(rows).toEqual(expected);
    const there = new Set(expected.map(({ time }) => time));
    const missing: string[] = [];
    for (
      let time = Date.parse('2026-01-28T09:00:00Z');
      time < Date.parse('2026-01-31T12:00:00Z');
      time += 900_000
    ) {
      const text = new Date(time).toISOString().replace('.000', '');
      if (!there.has(text)) missing.push(text);
    }
    expect(log).toEqual([
      `info ETH-EUR: no trades in ${missing.length} of 300 intervals, the first at ${missing[0]}, the last at ${missing.at(-1)}`,
    ]);
  });

  test('before a product was listed there are only such', async () => {
    const server = await serve();
    const { rows, log, thrown } = await fetchFrom(server, {
      from: '2010-01-01T00:00:00Z',
      to: '2010-01-02T00:00:00Z',
    });
    expect(rows).toEqual([]);
    expect(log).toEqual(['warn ETH-EUR: no trades in any of 96 intervals from 2010-01-01T00:00:00Z on']);
    expect(thrown).toBeUndefined();
  });

  test('of the last page count too', async () => {
    const server = await serve({ products: ['OLD-EUR'], quirks: { noTradesEvery: 0 } });
    const { log } = await fetchFrom(server, {
      products: ['OLD-EUR'],
      from: '2016-05-17T23:00:00Z',
      to: '2016-05-18T01:00:00Z',
    });
    expect(log).toEqual([
      'info OLD-EUR: no trades in 4 of 8 intervals, the first at 2016-05-17T23:00:00Z, the last at 2016-05-17T23:45:00Z',
    ]);
  });
});

test('times may be text of a place; where its clocks go back, that is said', async () => {
  const server = await serve({ now: '2026-11-01T12:00:00Z', quirks: { noTradesEvery: 0 } });
  const values = {
    from: '2026-10-25T00:00:00Z',
    to: '2026-10-25T02:00:00Z',
    granularity: '1h',
    columns: 'time',
    timeZone: 'Europe/Berlin',
  };
  const local = await fetchFrom(server, { ...values, timeFormat: '%Y-%m-%d %H:%M' });
  expect(local.rows).toEqual([{ time: '2026-10-25 02:00' }, { time: '2026-10-25 02:00' }]);
  expect(local.log).toEqual([
    'warn ETH-EUR: where the clocks go back, 1 rows have the time of an earlier row, the first is 2026-10-25 02:00',
  ]);
  const told = await fetchFrom(server, { ...values, timeFormat: '%Y-%m-%d %H:%M %z' });
  expect(told.rows).toEqual([{ time: '2026-10-25 02:00 +0200' }, { time: '2026-10-25 02:00 +0100' }]);
  expect(told.log).toEqual([]);
});

test('--dry-run says what it would ask for, and emits nothing', async () => {
  const server = await serve();
  const { rows, log } = await fetchFrom(
    server,
    { from: '2026-01-01T00:00:00Z', granularity: '1h' },
    { isDryRun: true },
  );
  expect(rows).toEqual([]);
  expect(log).toEqual([
    'info ETH-EUR: would ask for 732 candles of 1h from 2026-01-01T00:00:00Z to 2026-01-31T12:00:00Z, in 3 requests',
  ]);
  expect(server.requests.map(({ path }) => path)).toEqual(['/time']);
});
