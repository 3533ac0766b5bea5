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
      from: '2014-01-01T00:00:00Z',
      to: '2014-01-02T00:00:00Z',
    });
    expect(rows).toEqual([]);
    expect(log).toEqual(['warn ETH-EUR: no trades in any of 96 intervals from 2014-01-01T00:00:00Z on']);
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

test('nobody asks for a time before there was a Coinbase', async () => {
  const server = await serve();
  const { rows, thrown } = await fetchFrom(server, { from: '0001-01-01T00:00:00Z', granularity: '1d' });
  expect(thrown).toBeUndefined();
  expect(rows[0]!['time']).toBe('2016-05-18T00:00:00Z');
  // The clock, and a page for every 299 days since 2012.
  expect(server.requests.length).toBe(1 + Math.ceil(5144 / 299));
});

describe('times may be text of a place; where its clocks go back, that is said', () => {
  const night = {
    from: '2026-10-25T00:00:00Z',
    to: '2026-10-25T02:00:00Z',
    granularity: '1h',
    columns: 'time',
    timeZone: 'Europe/Berlin',
  };
  const said =
    'warn ETH-EUR: where the clocks go back, 1 rows have the time of an earlier row, the first is 2026-10-25 02:00';
  test.for([
    ['both hours', {}, '%Y-%m-%d %H:%M', ['2026-10-25 02:00', '2026-10-25 02:00'], [said]],
    ['the second', { from: '2026-10-25T01:00:00Z' }, '%Y-%m-%d %H:%M', ['2026-10-25 02:00'], [said]],
    ['the first', { to: '2026-10-25T01:00:00Z' }, '%Y-%m-%d %H:%M', ['2026-10-25 02:00'], []],
    ['told apart', {}, '%Y-%m-%d %H:%M %z', ['2026-10-25 02:00 +0200', '2026-10-25 02:00 +0100'], []],
  ] as const)('%s', async ([, window, timeFormat, times, warnings]) => {
    const server = await serve({ now: '2026-11-01T12:00:00Z', quirks: { noTradesEvery: 0 } });
    const { rows, log } = await fetchFrom(server, { ...night, ...window, timeFormat });
    expect(rows).toEqual(times.map((time) => ({ time })));
    expect(log).toEqual(warnings);
  });
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
