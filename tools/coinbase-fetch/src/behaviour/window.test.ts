import { describe, expect, test } from 'vitest';
import { expectedRows, fetchFrom, serve } from '../fixtures/fetched.ts';

test('without anything said it is the latest 300 closed candles, the oldest first', async () => {
  const server = await serve();
  const { rows, heldBack, problems, thrown } = await fetchFrom(server);
  expect(rows).toEqual(expectedRows(server, 'ETH-EUR', 900, '2026-01-28T09:00:00Z', '2026-01-31T12:00:00Z'));
  expect(rows.length).toBeGreaterThan(280);
  expect(Object.keys(rows[0]!)).toEqual(['time', 'low', 'high', 'open', 'close', 'volume']);
  expect({ heldBack, problems, thrown }).toEqual({
    heldBack: ['ETH-EUR: not closed yet'],
    problems: [],
    thrown: undefined,
  });
});

describe('how the service answers changes nothing', () => {
  const quirks = [
    { beforeStart: 0 },
    { beforeStart: 7 },
    { endIsIncluded: false },
    { oldestFirst: true },
    { endIsIncluded: false, beforeStart: 7, oldestFirst: true },
  ];
  test.for(quirks.flatMap((it) => (['exchange', 'advanced'] as const).map((api) => ({ api, ...it }))))(
    '%j',
    async ({ api, ...quirks }) => {
      const server = await serve({ quirks });
      const { rows } = await fetchFrom(server, {
        api,
        from: '2026-01-20T00:00:00Z',
        to: '2026-01-31T00:00:00Z',
      });
      expect(rows).toEqual(
        expectedRows(server, 'ETH-EUR', 900, '2026-01-20T00:00:00Z', '2026-01-31T00:00:00Z'),
      );
    },
  );
});

describe('a window begins and ends where it is told', () => {
  test.for([
    [{ from: '2026-01-31T10:00:00Z' }, '2026-01-31T10:00:00Z', '2026-01-31T12:00:00Z'],
    [{ from: '2026-01-31T10:00:01Z' }, '2026-01-31T10:15:00Z', '2026-01-31T12:00:00Z'],
    [{ to: '2026-01-31T10:00:00Z' }, '2026-01-28T07:00:00Z', '2026-01-31T10:00:00Z'],
    [{ to: '2026-01-31T10:00:01Z' }, '2026-01-28T07:15:00Z', '2026-01-31T10:15:00Z'],
    [{ to: '2030-01-01T00:00:00Z' }, '2026-01-28T09:00:00Z', '2026-01-31T12:00:00Z'],
    [{ last: 7200 }, '2026-01-31T10:15:00Z', '2026-01-31T12:00:00Z'],
    [{ last: 7200, to: '2026-01-31T10:00:00Z' }, '2026-01-31T08:00:00Z', '2026-01-31T10:00:00Z'],
  ] as const)('%j', async ([values, from, until]) => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    const { rows } = await fetchFrom(server, values);
    expect(rows).toEqual(expectedRows(server, 'ETH-EUR', 900, from, until));
  });

  test.for(['1m', '5m', '1h', '6h', '1d'])('candles of %s', async (granularity) => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    const { rows } = await fetchFrom(server, { granularity });
    expect(rows.length).toBe(300);
  });

  test('--from after --to or now is refused', async () => {
    const server = await serve();
    for (const [values, message] of [
      [
        { from: '2026-01-31T10:00:00Z', to: '2026-01-31T10:00:00Z' },
        '--from 2026-01-31T10:00:00Z is not before --to 2026-01-31T10:00:00Z',
      ],
      [
        { from: '2026-01-31T12:30:00Z', to: '2030-01-01T00:00:00Z' },
        '--from 2026-01-31T12:30:00Z is not before now, 2026-01-31T12:07:30Z',
      ],
    ] as const) {
      const { rows, thrown } = await fetchFrom(server, values);
      expect(rows).toEqual([]);
      expect(thrown).toMatchObject({ code: 'window_empty', name: 'UsageFailure', message });
    }
  });

  test('in an interval that has not closed there is nothing to fetch', async () => {
    const server = await serve();
    const { rows, log } = await fetchFrom(server, { from: '2026-01-31T12:00:00Z' });
    expect(rows).toEqual([]);
    expect(log).toEqual(['info ETH-EUR: no closed candle begins in the time asked for']);
  });
});

describe('closed by the clock of Coinbase', () => {
  test('that of this machine does not count', async () => {
    const server = await serve({ now: '2020-02-29T23:59:59Z' });
    const { rows } = await fetchFrom(server, { granularity: '1d' });
    expect(rows.at(-1)!['time']).toBe('2020-02-28T00:00:00Z');
    server.setNow('2020-03-01T00:00:00Z');
    const { rows: later } = await fetchFrom(server, { granularity: '1d' });
    expect(later.at(-1)!['time']).toBe('2020-02-29T00:00:00Z');
  });

  test.for([undefined, '2030-01-01T00:00:00Z'])(
    'a candle that begins just now is open, --to %s',
    async (to) => {
      const server = await serve({ now: '2026-01-31T12:00:00Z', quirks: { noTradesEvery: 0 } });
      const { rows } = await fetchFrom(server, { includeOpen: true, to });
      expect(rows.at(-1)!['time']).toBe('2026-01-31T12:00:00Z');
    },
  );

  test.for(['exchange', 'advanced'] as const)(
    '--include-open emits the current one too (%s)',
    async (api) => {
      const server = await serve({ quirks: { noTradesEvery: 0 } });
      const { rows, heldBack } = await fetchFrom(server, { includeOpen: true, api });
      expect(rows.length).toBe(300);
      expect(rows.at(-1)!['time']).toBe('2026-01-31T12:00:00Z');
      expect(heldBack).toEqual([]);
      server.setNow('2026-01-31T12:15:00Z');
      const { rows: closed } = await fetchFrom(server, { api });
      expect(closed.at(-1)!['time']).toBe('2026-01-31T12:00:00Z');
      expect(closed.at(-1)!['volume']).not.toBe(rows.at(-1)!['volume']);
    },
  );
});
