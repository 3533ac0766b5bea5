import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { expectedRows, serve } from '../fixtures/fetched.ts';
import { makeTable } from '../fixtures/table.ts';
import { runTool, startTool } from './run-tool.ts';

test('rows on stdout, the summary on stderr', async () => {
  const server = await serve();
  const { exit, rows, log } = await runTool(['eth-eur'], server.env);
  expect(exit).toBe(0);
  expect(rows).toEqual(expectedRows(server, 'ETH-EUR', 900, '2026-01-28T09:00:00Z', '2026-01-31T12:00:00Z'));
  expect(log.at(-1)).toMatchObject({
    listed: rows.length + 1,
    emitted: rows.length,
    held: { 'not closed yet': 1 },
    problems: 0,
    exit: 0,
  });
});

test('every row validates against --schema', async () => {
  const server = await serve();
  const { stdout } = await runTool(['--schema'], server.env);
  const { $defs } = JSON.parse(stdout) as { $defs: Record<'adds', z.core.JSONSchema.JSONSchema> };
  const schema = z.fromJSONSchema($defs.adds);
  const { rows } = await runTool(
    ['ETH-EUR', '--columns', 'time,product,low,high,open,close,volume', '--api', 'advanced'],
    server.env,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) schema.parse(row);
  expect(schema.safeParse({ time: 1 }).success).toBe(false);
});

describe('--check', () => {
  test('asks for the time and each product, and looks into the table', async () => {
    const server = await serve();
    const table = await makeTable("SELECT TIMESTAMPTZ '2026-01-31 11:30:00+00' AS time");
    const { exit, stdout } = await runTool(['ETH-EUR', '--since-table', table, '--check'], server.env);
    expect(exit).toBe(0);
    expect(stdout.split('\n').slice(1)).toEqual([
      'ok    coinbase        its clock shows 2026-01-31T12:07:30Z',
      'ok    product         ETH-EUR',
      `ok    table           ${table}: ETH-EUR up to 2026-01-31T11:30:00Z`,
    ]);
  });

  test('fails for a product that Coinbase does not know', async () => {
    const server = await serve();
    const { exit, stdout } = await runTool(
      ['ETH-EUR', 'NO-EUR', '--check', '--columns', 'time,product'],
      server.env,
    );
    expect(exit).toBe(4);
    expect(stdout).toContain('FAIL  product         Coinbase knows no product NO-EUR');
  });
});

describe('exit codes', () => {
  test.for([
    [['ETH-EUR', '--from', '2020-01-01', '--last', '7d'], 'window_twice'],
    [['ETH-EUR', '--granularity', '4h'], 'granularity_bad'],
    [['ETH-EUR', 'BTC-EUR'], 'column_missing'],
    [['ETH/EUR'], 'product_bad'],
    [['ETH-EUR', '--columns', 'price'], 'columns_bad'],
    [['ETH-EUR', '--time-zone', 'Europe/Berlin'], 'time_format_missing'],
  ] as const)('2: %j', async ([args, code]) => {
    const server = await serve();
    const { exit, rows, log } = await runTool(args, server.env);
    expect({ exit, rows }).toEqual({ exit: 2, rows: [] });
    expect(log[0]).toMatchObject({ level: 'error', code, hint: expect.any(String) });
    expect(server.requests).toEqual([]);
  });

  test('3: a product that Coinbase does not know', async () => {
    const server = await serve();
    const { exit, rows, log } = await runTool(['NO-EUR', 'ETH-EUR', '--columns', 'time,product'], server.env);
    expect(exit).toBe(3);
    expect(rows.length).toBeGreaterThan(0);
    expect(log[0]).toMatchObject({ key: 'NO-EUR', code: 'unknown_product' });
  });

  test('4: not to be reached this way', async () => {
    const server = await serve();
    server.faults.add({ kind: 'status', status: 403, times: Infinity });
    const { exit, stdout, log } = await runTool(['ETH-EUR'], server.env);
    expect({ exit, stdout }).toEqual({ exit: 4, stdout: '' });
    expect(log[0]).toMatchObject({ code: 'blocked' });
  });

  test('4: a table that cannot be read', async () => {
    const server = await serve();
    const { exit, stdout } = await runTool(['ETH-EUR', '--since-table', '/dev/null'], server.env);
    expect({ exit, stdout }).toEqual({ exit: 4, stdout: '' });
    expect(server.requests).toEqual([]);
  });

  test('130: stopped while it asks; no row of the product is out', async () => {
    const server = await serve();
    server.faults.add({ kind: 'stall-before', match: { path: /candles/ }, skip: 1 });
    const running = startTool(['ETH-EUR'], server.env);
    while (server.requests.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    running.kill('SIGINT');
    const { exitCode, stdout } = await running;
    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
  });
});

test('a service that comes back in time is waited for', async () => {
  const server = await serve();
  await server.goDown();
  const running = startTool(['ETH-EUR'], server.env);
  await new Promise<void>((resolve) => {
    running.stderr.on('data', (text) => String(text).includes('asking again') && resolve());
  });
  await server.comeUp();
  const { exitCode, stdout } = await running;
  expect(exitCode).toBe(0);
  expect(stdout.split('\n').length).toBeGreaterThan(280);
});

test('the help names its argument, and --print-config where the address comes from', async () => {
  const help = await runTool(['--help'], {});
  expect(help.stdout).toContain('leat-coinbase-fetch [options] PRODUCT...');
  const config = await runTool(['ETH-EUR', '--print-config'], { COINBASE_URL: 'http://127.0.0.1:1' });
  expect(config.stdout).toMatch(/coinbase-fetch\.url += http:\/\/127\.0\.0\.1:1 +# environment COINBASE_URL/);
});
