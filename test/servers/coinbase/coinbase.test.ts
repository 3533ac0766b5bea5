import { describe, expect, onTestFinished, test } from 'vitest';
import { startCoinbase, type Coinbase, type CoinbaseOptions } from '../coinbase.ts';

async function serve(options: CoinbaseOptions = {}): Promise<Coinbase> {
  const server = await startCoinbase({ now: '2026-01-31T12:07:30Z', ...options });
  onTestFinished(() => server.stop());
  return server;
}

interface Answer {
  readonly status: number;
  readonly date: string | null;
  readonly body: unknown;
}

async function get({ url }: Coinbase, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(url + path, { headers: { 'user-agent': 'test', ...headers } });
  return { status: answer.status, date: answer.headers.get('date'), body: await answer.json() };
}

const EXCHANGE = '/products/ETH-EUR/candles';
const ADVANCED = '/api/v3/brokerage/market/products/ETH-EUR/candles';
const seconds = (time: string): number => Date.parse(time) / 1000;

describe('Exchange', () => {
  test('gives arrays of numbers, the newest first, and the latest 300 when no times are asked for', async () => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    for (const query of ['', '&start=2026-01-01T00:00:00Z', '&end=2026-01-01T00:00:00Z']) {
      const { body } = await get(server, `${EXCHANGE}?granularity=900${query}`);
      const rows = body as number[][];
      expect(rows.length).toBe(300);
      expect(rows[0]![0]).toBe(seconds('2026-01-31T12:00:00Z'));
      expect(rows[299]![0]).toBe(seconds('2026-01-28T09:15:00Z'));
      for (const row of rows) {
        const [, low, high, open, close] = row as [number, number, number, number, number];
        expect(row.length).toBe(6);
        expect(low).toBeLessThanOrEqual(Math.min(open, close));
        expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
      }
    }
  });

  test('may begin before start, and takes Unix seconds as well as ISO 8601', async () => {
    const server = await serve({ quirks: { noTradesEvery: 0, beforeStart: 1 } });
    const iso = await get(
      server,
      `${EXCHANGE}?granularity=3600&start=2026-01-31T08:00:00Z&end=2026-01-31T09:00:00Z`,
    );
    expect((iso.body as number[][]).map(([time]) => time)).toEqual(
      ['09', '08', '07'].map((hour) => seconds(`2026-01-31T${hour}:00:00Z`)),
    );
    const [start, end] = [seconds('2026-01-31T08:00:00Z'), seconds('2026-01-31T09:00:00Z')];
    expect(await get(server, `${EXCHANGE}?granularity=3600&start=${start}&end=${end}`)).toEqual(iso);
  });

  test.for([
    ['?granularity=901', 400, 'Unsupported granularity'],
    ['?granularity=FIFTEEN_MINUTE', 400, 'Unsupported granularity'],
    ['?granularity=1800', 400, 'Unsupported granularity'],
    ['?granularity=900&limit=10', 400, 'unknown parameter limit'],
    ['?granularity=900&granularity=900', 400, 'a parameter is given twice'],
    ['?granularity=900&start=yesterday&end=today', 400, 'invalid start or end'],
    ['?granularity=900&start=2&end=1', 400, 'start must be before end'],
    ['?granularity=60&start=0&end=18060', 400, 'Count of aggregations requested exceeds 300'],
  ] as const)('refuses %s', async ([query, status, message]) => {
    const answer = await get(await serve(), EXCHANGE + query);
    expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } });
  });

  test('knows no other product, and no lower case', async () => {
    const server = await serve();
    for (const product of ['NO-EUR', 'eth-eur'])
      expect(await get(server, `/products/${product}/candles?granularity=900`)).toMatchObject({
        status: 404,
        body: { message: 'NotFound' },
      });
  });
});

describe('Advanced Trade', () => {
  const [start, end] = [seconds('2026-01-31T08:00:00Z'), seconds('2026-01-31T09:00:00Z')];

  test('gives objects of texts', async () => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    const { body } = await get(server, `${ADVANCED}?start=${start}&end=${end}&granularity=ONE_HOUR`);
    const { candles } = body as { candles: Record<string, string>[] };
    expect(candles.map(({ start: time }) => time)).toEqual([String(end), String(start)]);
    for (const candle of candles)
      expect(Object.values(candle)).toEqual(Array.from({ length: 6 }, () => expect.any(String)));
  });

  test.for([
    [`?granularity=ONE_HOUR&end=${end}`, 'start argument is invalid'],
    [`?granularity=ONE_HOUR&start=${start}`, 'end argument is invalid'],
    [`?granularity=3600&start=${start}&end=${end}`, 'granularity argument is invalid'],
    [`?granularity=ONE_HOUR&start=2026-01-31T08:00:00Z&end=${end}`, 'start argument is invalid'],
    [`?granularity=ONE_HOUR&start=${start}&end=${end}&limit=351`, 'limit argument is invalid'],
    [`?granularity=ONE_MINUTE&start=0&end=21000`, 'should be less than 350'],
    [`?granularity=ONE_HOUR&start=${start}&end=${end}&page=1`, 'unknown parameter page'],
  ])('refuses %s', async ([query, message]) => {
    const answer = await get(await serve(), ADVANCED + query);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: 'INVALID_ARGUMENT', message: expect.stringContaining(message!) },
    });
  });
});

test('its clock is that of the Date header; nothing is traded after now', async () => {
  const server = await serve({ quirks: { noTradesEvery: 0 } });
  const { date, body } = await get(server, '/time');
  expect(date).toBe('Sat, 31 Jan 2026 12:07:30 GMT');
  expect(body).toEqual({ iso: '2026-01-31T12:07:30.000Z', epoch: seconds('2026-01-31T12:07:30Z') });
  expect((await get(server, '/api/v3/brokerage/time')).date).toBe(date);
  const path = `${EXCHANGE}?granularity=60&start=2026-01-31T12:05:00Z&end=2026-01-31T12:10:00Z`;
  const open = (await get(server, path)).body as number[][];
  expect(open[0]![0]).toBe(seconds('2026-01-31T12:07:00Z'));
  server.setNow('2026-01-31T12:08:00Z');
  const closed = (await get(server, path)).body as number[][];
  expect(closed[1]).not.toEqual(open[0]);
  expect(closed.slice(2)).toEqual(open.slice(1));
});

test('a revised candle is another one, and only that', async () => {
  const server = await serve({ quirks: { noTradesEvery: 0 } });
  const path = `${EXCHANGE}?granularity=900&start=2026-01-31T10:00:00Z&end=2026-01-31T10:30:00Z`;
  const before = (await get(server, path)).body as number[][];
  server.revise('ETH-EUR', '2026-01-31T10:15:01Z');
  const after = (await get(server, path)).body as number[][];
  expect(after.map((row, at) => row.join() === before[at]!.join())).toEqual([true, false, true, true]);
});

describe('too many requests', () => {
  test.for([
    [{}, 429, null],
    [{ throttledStatus: 401 }, 401, null],
    [{ retryAfter: 3 }, 429, '3'],
  ] as const)('%j', async ([quirks, status, retryAfter]) => {
    const server = await serve({ quirks: { burst: 3, perSecond: 0.001, ...quirks } });
    const answers: Response[] = [];
    for (let request = 0; request < 4; request++) answers.push(await fetch(`${server.url}/time`));
    expect(answers.map((it) => it.status)).toEqual([200, 200, 200, status]);
    expect(answers[3]!.headers.get('retry-after')).toBe(retryAfter);
  });
});

test('who says no name is refused, and so is every method but GET', async () => {
  const server = await serve();
  expect(await get(server, '/time', { 'user-agent': '' })).toMatchObject({
    status: 400,
    body: { message: 'User-Agent header is required.' },
  });
  expect((await fetch(`${server.url}/time`, { method: 'POST' })).status).toBe(405);
  expect((await get(server, '/candles')).status).toBe(404);
});
