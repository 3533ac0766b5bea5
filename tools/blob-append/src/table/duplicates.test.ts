import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEngine } from '../engine/index.ts';
import { sql, testDirectory } from '../fixtures/duckdb.ts';
import { hasDuplicates } from './duplicates.ts';

test('a folder that looks like a partition is no column: its value would make all rows the same', async () => {
  const directory = join(testDirectory(), 'n=5');
  mkdirSync(directory);
  const path = join(directory, 'table.parquet');
  await sql(`COPY (SELECT unnest([1, 2]) AS n) TO '${path}'`);
  const engine = await openEngine({ directory });
  expect(await hasDuplicates(engine, path, ['n'], { keep: 'first' })).toBe(false);
  await sql(`COPY (SELECT unnest([1, 1]) AS n) TO '${path}'`);
  expect(await hasDuplicates(engine, path, ['n'], { keep: 'first' })).toBe(true);
  await engine.close();
});
