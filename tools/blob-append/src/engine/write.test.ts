import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countRows } from './count-rows.ts';
import { findNew } from './find-new.ts';
import { openTestEngine, type TestEngine } from './fixtures/test-engine.ts';
import type { Fresh } from './fresh.ts';
import { stageRows } from './stage-rows.ts';
import type { TableColumn } from './table-column.ts';
import { columnsOfParquet } from './table-column.ts';
import { writeFresh } from './write-fresh.ts';
import { writeMerged } from './write-merged.ts';

let on: TestEngine;
beforeAll(async () => {
  on = await openTestEngine();
});
afterAll(() => on.close());

async function freshRows(texts: readonly string[], columns: readonly TableColumn[]): Promise<Fresh> {
  const { staged } = await stageRows(on.engine, texts, columns);
  return findNew(on.engine, staged, [], { keep: 'first' });
}

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, id) => `{"id":${id}}`);
const idColumn = [{ name: 'id', type: 'BIGINT', nullable: true }];

test('row groups are as long as is said, and without bloom filters between them and the footer', async () => {
  const path = on.path('groups.parquet');
  const fresh = await freshRows(ids(5000), idColumn);
  expect(
    await writeFresh(on.engine, fresh, path, { rowGroupRows: 2048, keyValues: { 'leat.unique': 'row' } }),
  ).toEqual({
    rows: 5000,
  });
  const groups = await on.engine.rows(
    `SELECT row_group_num_rows AS rows, compression, bloom_filter_offset AS bloom FROM parquet_metadata('${path}')`,
  );
  expect(groups).toEqual([2048n, 2048n, 904n].map((rows) => ({ rows, compression: 'ZSTD', bloom: null })));
});

test.for([
  ['zstd', 'ZSTD'],
  ['snappy', 'SNAPPY'],
  ['none', 'UNCOMPRESSED'],
] as const)('compression %s', async ([compression, stored]) => {
  const path = on.path('codec.parquet');
  await writeFresh(on.engine, await freshRows(ids(1), idColumn), path, { compression });
  const [chunk] = await on.engine.rows(`SELECT compression FROM parquet_metadata('${path}')`);
  expect(chunk).toEqual({ compression: stored });
});

test.for([
  ['TIMESTAMP WITH TIME ZONE', '"2026-01-01T00:00:00Z"', 'INT64 micros UTC'],
  ['TIMESTAMP', '"2026-01-01T00:00:00"', 'INT64 micros'],
  ['TIMESTAMP_MS', '"2026-01-01T00:00:00"', 'INT64 millis'],
  ['TIMESTAMP_NS', '"2026-01-01T00:00:00"', 'INT64 nanos'],
  ['SMALLINT', '1', 'INT32 INT_16'],
  ['UINTEGER', '1', 'INT32 UINT_32'],
  ['FLOAT', '1', 'FLOAT'],
  ['DECIMAL(9,2)', '1', 'INT32 DECIMAL'],
  ['DECIMAL(18,8)', '1', 'INT64 DECIMAL'],
  ['DECIMAL(38,10)', '1', 'FIXED_LEN_BYTE_ARRAY DECIMAL'],
  ['DATE', '"2026-01-01"', 'INT32 DATE'],
  ['TIME', '"12:00"', 'INT64 TIME_MICROS'],
  ['UUID', '"5b7a1f3c-0000-4000-8000-0123456789ab"', 'FIXED_LEN_BYTE_ARRAY UUID'],
  ['BLOB', 'null', 'BYTE_ARRAY'],
  ['JSON', '{}', 'BYTE_ARRAY JSON'],
] as const)('a column of %s comes back as it was, stored as %s %s', async ([type, json, stored]) => {
  const path = on.path('types.parquet');
  const columns = [{ name: 'x', type, nullable: true }];
  await writeFresh(on.engine, await freshRows([`{"x":${json}}`], columns), path);
  expect(await columnsOfParquet(on.engine, path)).toEqual(columns);
  const [element] = await on.engine.rows(
    `SELECT type, converted_type, logical_type FROM parquet_schema('${path}') OFFSET 1`,
  );
  const logical = String(element?.['logical_type']);
  const unit = /(Milli|Micro|Nano)Seconds\(\)/.exec(logical)?.[1];
  const meaning = logical.startsWith('Timestamp')
    ? [`${unit?.toLowerCase()}s`, logical.includes('isAdjustedToUTC=1') ? 'UTC' : undefined]
    : [element?.['converted_type'] ?? /^(UUID)Type/.exec(logical)?.[1]];
  expect([element?.['type'], ...meaning].filter(Boolean).join(' ')).toBe(stored);
});

test('merged are the files in their order, and the new rows after them', async () => {
  const one = await on.write('one.parquet', 'SELECT 5::BIGINT AS id, 0 AS v UNION ALL SELECT 3, 0');
  const two = await on.write('two.parquet', 'SELECT 4::BIGINT AS id, 0 AS v UNION ALL SELECT 1, 0');
  const rows = ['{"id":9,"v":1}', '{"id":4,"v":1}', '{"id":3,"v":1}', '{"id":2,"v":1}'];
  const { staged } = await stageRows(on.engine, rows, await columnsOfParquet(on.engine, one));
  const fresh = await findNew(on.engine, staged, [one, two], { key: ['id'], keep: 'last' });
  const path = on.path('merged.parquet');
  expect(await writeMerged(on.engine, [one, two], fresh, path)).toEqual({ rows: 6 });
  expect((await on.read(path)).map((row) => row.join())).toEqual(['5,0', '3,1', '4,1', '1,0', '9,1', '2,1']);
  await expect(writeMerged(on.engine, [two], fresh, path)).rejects.toThrow('was not given all files');
});

test.for([
  ['DOUBLE', '_'],
  ['FLOAT', '_'],
  ['DOUBLE[]', '[_]'],
  ['STRUCT(a FLOAT)', '{"a":_}'],
  ['MAP(VARCHAR, DOUBLE)', '{"a":_}'],
] as const)(
  'both zeros of %s are kept, though DuckDB makes one of them in a dictionary',
  async ([type, json]) => {
    const isNegative = (id: number): boolean => id % 2 === 1;
    const texts = ids(20).map(
      (_, id) => `{"id":${id},"x":${json.replace('_', isNegative(id) ? '-0.0' : '0.0')}}`,
    );
    const columns = [...idColumn, { name: 'x', type, nullable: true }];
    const path = on.path('zeros.parquet');
    await writeFresh(on.engine, await freshRows(texts, columns), path);
    const signs = (await on.read(path)).map((row) => row[1]?.includes('-0.0'));
    expect(signs).toEqual(texts.map((_, id) => isNegative(id)));
  },
);

test('rows are counted by reading them: a footer that promises more is found out', async () => {
  const path = await on.write(
    'count.parquet',
    'SELECT i, i::VARCHAR AS t FROM range(10000) t(i)',
    ', COMPRESSION zstd',
  );
  expect(await countRows(on.engine, path)).toBe(10_000);
  const bytes = readFileSync(path);
  bytes.fill(0xff, 40, 400);
  const broken = on.path('broken.parquet');
  writeFileSync(broken, bytes);
  await expect(countRows(on.engine, broken)).rejects.toMatchObject({ code: 'unreadable' });
  appendFileSync(path, 'x');
  await expect(countRows(on.engine, path)).rejects.toMatchObject({ code: 'unreadable' });
});

test('a disk that is full or not there is no bug of ours', async () => {
  const fresh = await freshRows(ids(1), idColumn);
  await expect(writeFresh(on.engine, fresh, '/dev/full')).rejects.toMatchObject({
    class: 'fatal',
    code: 'disk_full',
  });
});
