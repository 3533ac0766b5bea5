import { describe, expect, test } from 'vitest';
import { openCoinbase } from '../api/coinbase.ts';
import { fetchProduct } from '../fetch-product.ts';
import { expectedRows, fetchFrom, openFetched, plain, serve } from '../fixtures/fetched.ts';
import { readRules } from '../rules.ts';
import type { Fault } from '../../../../test/servers/clowder/faults.ts';

const candles = /candles/;

describe('what may pass is asked again, and the rows are whole', () => {
  const faults: [string, Partial<Fault>][] = [
    ['503', { kind: 'status', status: 503 }],
    ['429', { kind: 'status', status: 429, retryAfter: '1' }],
    ['401, which Coinbase says instead of 429', { kind: 'status', status: 401 }],
    [
      'a cut connection, twice: the client itself asks again on a kept one',
      { kind: 'drop-before-commit', times: 2 },
    ],
    ['half an answer', { kind: 'truncate-reply' }],
    ['a message instead of candles', { kind: 'status', status: 200, body: '{"message":"try later"}' }],
    ['candles of another length', { kind: 'status', status: 200, body: '[[60,1,1,1,1,1]]' }],
    ['candles of a later time', { kind: 'status', status: 200, body: '[[1769861700,1,1,1,1,1]]' }],
    ['candles of long before', { kind: 'status', status: 200, body: '[[900,1,1,1,1,1]]' }],
    ['an answer without what the one before had', { kind: 'status', status: 200, body: '[]' }],
    ['a candle without volume', { kind: 'status', status: 200, body: '[[900,1,1,1,1]]' }],
    ['a candle with null in it', { kind: 'status', status: 200, body: '[[900,1,null,1,1,1]]' }],
    ['no JSON', { kind: 'status', status: 200, body: '[[900,1,1,' }],
  ];
  test.for(faults)('%s', async ([, fault]) => {
    const server = await serve();
    server.faults.add({ kind: 'status', ...fault, match: { path: candles }, skip: 1 });
    const { rows, log, thrown } = await fetchFrom(server);
    expect(thrown).toBeUndefined();
    expect(rows).toEqual(
      expectedRows(server, 'ETH-EUR', 900, '2026-01-28T09:00:00Z', '2026-01-31T12:00:00Z'),
    );
    expect(log[0]).toContain('asking again in');
  });
});

describe('a web page is from something in between, whatever its status', () => {
  test.for([
    ['the time', /time/, 200],
    ['candles', candles, 200],
    ['candles', candles, 404],
  ] as const)('instead of %s, %s, with %i', async ([, path, status]) => {
    const server = await serve();
    const body = '<!doctype html><title>Sign in</title>';
    server.faults.add({ kind: 'status', status, body, match: { path }, times: Infinity });
    const { rows, problems, thrown } = await fetchFrom(server);
    expect({ rows, problems }).toEqual({ rows: [], problems: [] });
    expect(thrown).toMatchObject({
      class: 'fatal',
      code: 'not_json',
      message: expect.stringContaining('a web page ("Sign in")'),
    });
  });
});

describe('a fetch that fails emits nothing and says so', () => {
  test('refused on its last page: a problem of that product', async () => {
    const server = await serve();
    server.faults.add({ kind: 'status', status: 400, match: { path: candles }, skip: 1 });
    const { rows, problems, thrown } = await fetchFrom(server);
    expect({ rows, problems, thrown }).toEqual({
      rows: [],
      problems: ['ETH-EUR: http_400'],
      thrown: undefined,
    });
  });

  test('blocked: the end of the run, and what had come before stays', async () => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    server.faults.add({ kind: 'status', status: 403, match: { path: /BTC-EUR/ }, skip: 1 });
    const { rows, thrown } = await fetchFrom(server, {
      products: ['ETH-EUR', 'BTC-EUR', 'SOL-EUR'],
      columns: 'time,product',
    });
    expect(rows.map(({ product }) => product)).toEqual(Array.from({ length: 300 }, () => 'ETH-EUR'));
    expect(thrown).toMatchObject({
      class: 'fatal',
      code: 'blocked',
      message: expect.stringContaining('no row of BTC-EUR was emitted'),
    });
  });

  test('at a wrong address nothing is asked for but the time', async () => {
    const server = await serve();
    const { rows, thrown } = await fetchFrom({ url: `${server.url}/elsewhere` });
    expect(rows).toEqual([]);
    expect(thrown).toMatchObject({ class: 'fatal', code: 'wrong_address' });
    expect(server.requests.length).toBe(1);
  });
});

describe('what does not pass keeps its class', () => {
  test.for([
    [401, 'retry', 'throttled'],
    [429, 'retry', 'http_429'],
    [503, 'retry', 'http_503'],
    [403, 'fatal', 'blocked'],
    [404, 'reject', 'unknown_product'],
    [400, 'reject', 'http_400'],
  ] as const)('%d is %s', async ([status, kind, code]) => {
    const server = await serve();
    server.faults.add({ kind: 'status', status, body: '{"message":"no"}', times: Infinity });
    const { to } = openFetched();
    const coinbase = openCoinbase({
      api: 'exchange',
      url: server.url,
      signal: to.signal,
      log: to.log,
      moved: to.moved,
      retries: 1,
    });
    await expect(coinbase.product('ETH-EUR')).rejects.toMatchObject({ class: kind, code });
    expect(server.requests.length).toBe(kind === 'retry' ? 2 : 1);
    coinbase.close();
  });
});

test('an answer without a date does not tell what is closed', async () => {
  const { createServer } = await import('node:http');
  const server = createServer((_, response) => {
    response.sendDate = false;
    response.end('{}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  const { thrown } = await fetchFrom({ url: `http://127.0.0.1:${port}` });
  expect(thrown).toMatchObject({ class: 'fatal', code: 'no_date' });
  server.closeAllConnections();
  server.close();
});

test('beyond what is held, rows come in whole parts, and a failure says how many came', async () => {
  const server = await serve({ quirks: { noTradesEvery: 0 } });
  const { fetched, to } = openFetched();
  const rules = readRules({ ...plain, columns: 'time', url: server.url });
  const coinbase = openCoinbase({ ...rules, signal: to.signal, log: to.log, moved: to.moved });
  const now = await coinbase.clock();
  const end = Math.floor(now / 900) * 900;
  server.faults.add({ kind: 'status', status: 403, match: { path: candles }, skip: 3 });
  const fetching = fetchProduct(
    'ETH-EUR',
    { start: end - 900 * 1500, end },
    { rules, coinbase, now, to },
    500,
  );
  await expect(fetching).rejects.toMatchObject({
    code: 'blocked',
    message: expect.stringContaining('only the first 598 rows of ETH-EUR were emitted'),
  });
  expect(fetched.rows.length).toBe(598);
  coinbase.close();
});

test('many requests stay below the limit of Coinbase', async () => {
  const server = await serve({ quirks: { perSecond: 10, burst: 5 } });
  const { rows } = await fetchFrom(server, { granularity: '1m', last: 60 * 299 * 20 });
  expect(rows.length).toBeGreaterThan(5000);
  expect(server.requests.map(({ status }) => status)).not.toContain(429);
});

test('a run that is stopped gives up asking', async () => {
  const server = await serve();
  const stop = new AbortController();
  server.faults.add({ kind: 'stall-before', match: { path: candles } });
  const fetching = fetchFrom(server, {}, { stopped: stop.signal });
  while (server.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  const { rows, thrown } = await fetching;
  expect(rows).toEqual([]);
  expect(thrown).toMatchObject({ class: 'retry', code: 'stopped' });
});
