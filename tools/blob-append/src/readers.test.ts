import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { append } from './fixtures/append.ts';
import { candle, candles } from './fixtures/candles.ts';
import { sql, testDirectory } from './fixtures/duckdb.ts';
import { noPython, runPython } from './fixtures/python.ts';
import { duckdbRows, hyparquetRows, pythonRows } from './fixtures/readers.ts';

/*
 * Every file that is written here is read back by readers that know nothing of each other. What they must agree on
 * are the values, in their order.
 */

let directory: string;
const at = (name: string): string => join(directory, name);
beforeEach(() => {
  directory = testDirectory();
});

const times = (from: number, to: number): object[] =>
  candles(from, to).map(({ time, close }, index) => ({
    time,
    close,
    name: index % 3 === 0 ? null : `n${index}`,
  }));

/** Ways by which a table comes about: each is what `how` says. */
const ways: Readonly<Record<string, (to: string) => Promise<unknown>>> = {
  create: (to) => append({ to }, times(0, 50)),
  graft: async (to) => {
    await append({ to }, times(0, 50));
    await append({ to }, times(50, 60));
    return append({ to }, times(60, 61));
  },
  merge: async (to) => {
    let last: unknown;
    for (let number = 0; number < 17; number++)
      last = await append({ to }, times(number * 5, number * 5 + 5));
    return last;
  },
  update: async (to) => {
    const flags = { to, key: 'time', keep: 'last' };
    await append(flags, times(0, 50));
    return append(flags, [{ time: candle(20).time, close: 99, name: 'revised' }, ...times(50, 52)]);
  },
  'added column': async (to) => {
    await append({ to }, times(0, 50));
    await append({ to }, times(50, 60));
    const rows = times(60, 70).map((row, index) => ({ ...row, trades: index }));
    await append({ to, schema: 'add' }, rows);
    return append({ to }, [{ ...times(70, 71)[0], trades: 7 }]);
  },
  'merge after an added column': async (to) => {
    const flags = { to, key: 'time', keep: 'last', schema: 'add' };
    for (let number = 0; number < 4; number++) await append(flags, times(number * 5, number * 5 + 5));
    for (let number = 4; number < 20; number++) {
      const rows = times(number * 5, number * 5 + 5).map((row) => ({ ...row, trades: number }));
      await append(flags, rows);
    }
    // A revised row of before the column, and one of after it.
    return append(flags, [
      { time: candle(3).time, close: 99, name: 'a', trades: 1 },
      { time: candle(60).time, close: 98, name: 'b', trades: 2 },
    ]);
  },
  'rewrite of a table with duplicates': async (to) => {
    await append({ to: at('first.parquet') }, times(0, 50));
    await sql(`COPY (FROM '${at('first.parquet')}' UNION ALL FROM '${at('first.parquet')}') TO '${to}'`);
    return append({ to }, times(50, 60));
  },
};

describe.each(Object.entries(ways))('%s', (_, make) => {
  test('is read back alike by DuckDB and hyparquet', async () => {
    const to = at('table.parquet');
    await make(to);
    const rows = await duckdbRows(to);
    expect(rows.length).toBeGreaterThan(49);
    expect(await hyparquetRows(to)).toEqual(rows);
  });

  test.skipIf(noPython !== undefined)(`and by pyarrow and polars ${noPython ?? ''}`, async () => {
    const to = at('table.parquet');
    await make(to);
    const rows = await duckdbRows(to);
    const scan = rows.filter((row) => Number(row[1]) >= 20).length;
    expect(await pythonRows(to)).toEqual({ arrow: rows, polars: rows, scan });
  });
});

const WRITE = `
import datetime, decimal, sys, pyarrow as pa, pyarrow.parquet as pq, polars as pl
start = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
rows = [(start + datetime.timedelta(minutes=15 * i), i + 0.5, None if i % 3 == 0 else f'n{i % 3}') for i in range(5000)]
time, close, name = zip(*rows)
unit = 'ms' if sys.argv[2] == 'milliseconds' else 'us'
table = pa.table({'time': pa.array(time, pa.timestamp(unit, 'UTC')), 'close': close, 'name': name})
if sys.argv[2] == 'decimals':
    table = table.set_column(1, 'close', pa.array([decimal.Decimal(str(v)) for v in close], pa.decimal128(18, 8)))
if sys.argv[2] == 'polars':
    pl.from_arrow(table).write_parquet(sys.argv[1], row_group_size=1000)
else:
    pq.write_table(table, sys.argv[1], row_group_size=1000, write_page_index=sys.argv[2] == 'page index')
print('{}')
`;

describe.skipIf(noPython !== undefined)(`tables of other writers ${noPython ?? ''}`, () => {
  test.for([
    ['pyarrow', 'graft'],
    ['page index', 'graft'],
    ['polars', 'graft'],
    ['milliseconds', 'rewrite'],
    ['decimals', 'rewrite'],
  ] as const)('%s: %s', async ([writer, how]) => {
    const to = at('table.parquet');
    await runPython(WRITE, to, writer);
    const rows = [
      { time: candle(4999).time, close: 4999.5, name: 'n1' },
      { time: candle(5000).time, close: 5000.5, name: null },
    ];
    const { result } = await append({ to }, rows);
    expect(result, String(result['reason'])).toMatchObject({
      how,
      rowsNew: 1,
      rowsDuplicate: 1,
      rowsAfter: 5001,
    });
    const read = await duckdbRows(to);
    expect(read.at(-1)).toEqual([
      Date.parse(candle(5000).time) * 1000,
      writer === 'decimals' ? '5000.50000000' : 5000.5,
      null,
    ]);
    const { arrow, polars } = await pythonRows(to);
    expect(arrow).toEqual(read);
    expect(polars).toEqual(read);
    // The next append finds in the footer that nothing is twice.
    expect((await append({ to }, rows)).said).toBe('');
  });
});
