import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onlyGroups } from './extract.ts';
import { readFooter } from './read-footer.ts';

const directory = mkdtempSync(join(tmpdir(), 'leat-extract-'));
const path = join(directory, 'all.parquet');
let rows: (sql: string) => Promise<readonly unknown[]>;

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  rows = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson();
  // The names repeat, so that there are dictionaries and Bloom filters.
  await connection.run(`COPY (SELECT i, 'name ' || i % 7 AS name FROM range(10000) t(i))
    TO '${path}' (ROW_GROUP_SIZE 2048)`);
});
afterAll(() => rmSync(directory, { recursive: true }));

test.for([
  ['none', [], 0],
  ['the first', [0], 2048],
  ['some in the middle', [1, 3], 4096],
  ['all', [0, 1, 2, 3, 4], 10000],
] as const)(
  'of %s of the groups a file can be read in which the others are holes',
  async ([, groups, count]) => {
    const bytes = readFileSync(path);
    const footer = await readFooter(bytes.length, async (start, end) => bytes.subarray(start, end));
    const end = onlyGroups(footer, groups);
    const part = Buffer.alloc(footer.footerStart + end.length);
    part.write('PAR1');
    part.set(end, footer.footerStart);
    for (const group of groups)
      for (const range of footer.rowGroups[group]!.ranges)
        part.set(bytes.subarray(range.start, range.end), range.start);
    const file = join(directory, `${groups.join()}.parquet`);
    writeFileSync(file, part);

    const wanted = groups.map((group) => `i // 2048 = ${group}`).join(' OR ') || 'false';
    expect(await rows(`SELECT * FROM '${file}'`)).toEqual(
      await rows(`SELECT * FROM '${path}' WHERE ${wanted}`),
    );
    // By equality, which is where a reader asks a Bloom filter.
    expect(await rows(`SELECT * FROM '${file}' WHERE name = 'name 3'`)).toEqual(
      await rows(`SELECT * FROM '${path}' WHERE name = 'name 3' AND (${wanted})`),
    );
    expect(await rows(`SELECT count(*) FROM '${file}'`)).toEqual([[String(count)]]);
  },
);
