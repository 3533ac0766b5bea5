import { join } from 'node:path';
import { existsSync, lstatSync, renameSync, rmSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { append, listen } from '../fixtures/append.ts';
import { candles } from '../fixtures/candles.ts';
import { rowsOf, sql, testDirectory } from '../fixtures/duckdb.ts';
import { look } from './look.ts';
import { openPlace } from './place.ts';
import { wholeTable } from './whole-table.ts';

test('a file is read where it is: no second one of its size is made, and the link goes without it', async () => {
  const directory = testDirectory();
  const path = join(directory, 'table.parquet');
  await append({ to: path }, candles(0, 3));
  const place = await openPlace(path, {}, listen().context);
  const here = await wholeTable(place, (await look(place))!, join(directory, 'here.parquet'));
  expect(lstatSync(here).isSymbolicLink()).toBe(true);
  expect(await rowsOf(here)).toHaveLength(3);
  expect(place.traffic.read).toBe(statSync(path).size);
  rmSync(here, { force: true });
  expect(existsSync(path)).toBe(true);
});

test('a name that would be a pattern is a name', async () => {
  const directory = testDirectory();
  const to = join(directory, 'all[12]*.parquet');
  const [one, other] = [join(directory, 'all1.parquet'), join(directory, 'other.parquet')];
  await sql(`COPY (SELECT 9 AS n) TO '${one}'; COPY (SELECT i % 2 AS n FROM range(4) t(i)) TO '${other}'`);
  renameSync(other, to);
  const { result } = await append({ to }, [{ n: 7 }]);
  expect(result).toMatchObject({ how: 'rewrite', rowsBefore: 4, rowsNew: 1, rowsAfter: 3 });
  renameSync(to, other);
  expect(await rowsOf(other)).toEqual([['0'], ['1'], ['7']]);
});
