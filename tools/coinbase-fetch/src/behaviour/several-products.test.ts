import { describe, expect, test } from 'vitest';
import { fetchFrom, serve, type Row } from '../fixtures/fetched.ts';
import { makeTable } from '../fixtures/table.ts';

describe('several products in one table', () => {
  const columns = 'time,product';
  const firstOf = (rows: readonly Row[], product: string): unknown =>
    rows.find((row) => row['product'] === product)?.['time'];

  test('each goes on where it ended; one that is new begins as without a table', async () => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    const sinceTable = await makeTable(
      "SELECT * FROM (VALUES (TIMESTAMPTZ '2026-01-20 00:00:00+00', 'BTC-EUR'), (TIMESTAMPTZ '2026-01-21 00:00:00+00', 'ETH-EUR')) t(time, product)",
    );
    const { rows, log } = await fetchFrom(server, {
      products: ['ETH-EUR', 'BTC-EUR', 'SOL-EUR'],
      columns,
      sinceTable,
    });
    // One row group for both: all that is sure is that neither ends before its first time.
    expect(firstOf(rows, 'ETH-EUR')).toBe('2026-01-20T00:00:00Z');
    expect(firstOf(rows, 'BTC-EUR')).toBe('2026-01-20T00:00:00Z');
    expect(firstOf(rows, 'SOL-EUR')).toBe('2026-01-28T09:00:00Z');
    expect(log).toContain(`info SOL-EUR: ${sinceTable} has nothing of it yet`);
  });

  test('one among others begins where the one furthest behind does, with a warning', async () => {
    const server = await serve({ quirks: { noTradesEvery: 0 } });
    const sinceTable = await makeTable(
      "SELECT TIMESTAMPTZ '2026-01-20 00:00:00+00' AS time, unnest(['BTC-EUR', 'ETH-EUR', 'SOL-EUR']) AS product",
    );
    const { rows, log } = await fetchFrom(server, {
      products: ['BTC-EUR', 'ETH-EUR', 'SOL-EUR'],
      columns,
      sinceTable,
    });
    expect(firstOf(rows, 'ETH-EUR')).toBe('2026-01-20T00:00:00Z');
    expect(log.filter((line) => line.startsWith('warn'))).toEqual([
      `warn ETH-EUR: ${sinceTable} has it among others, and its statistics do not tell how far`,
    ]);
  });

  test('a table that does not name them is refused', async () => {
    const server = await serve();
    const sinceTable = await makeTable("SELECT TIMESTAMPTZ '2026-01-20 00:00:00+00' AS time");
    const { thrown } = await fetchFrom(server, { products: ['ETH-EUR', 'BTC-EUR'], columns, sinceTable });
    expect(thrown).toMatchObject({ code: 'column_missing', name: 'UsageFailure' });
  });
});
