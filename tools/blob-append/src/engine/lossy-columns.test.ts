import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEngine, type TestEngine } from './fixtures/test-engine.ts';
import { findNew } from './find-new.ts';
import { lossyColumns } from './lossy-columns.ts';
import { rewrite } from './rewrite.ts';
import { stageFile } from './stage-file.ts';
import { stageRows } from './stage-rows.ts';
import { columnsOfParquet } from './table-column.ts';

let on: TestEngine;
beforeAll(async () => {
  on = await openTestEngine();
});
afterAll(() => on.close());

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', `pyarrow-${name}.parquet`);

test.for([
  ['int96', 'column "time" has INT96 timestamps, whose nanoseconds would be cut off'],
  ['nanos-utc', 'column "time" has timestamps of nanoseconds with a time zone'],
  ['nested-nanos-utc', 'column "a.list.element.b" has timestamps of nanoseconds with a time zone'],
  ['decimal50', 'column "price" has decimals of more than 38 digits'],
] as const)('a table with %s is neither compared, rewritten nor taken in', async ([name, message]) => {
  const refusal = { class: 'reject', code: 'schema', message: expect.stringContaining(message) as string };
  const columns = await columnsOfParquet(on.engine, fixture(name));
  const { staged } = await stageRows(on.engine, [], columns);
  await expect(findNew(on.engine, staged, [fixture(name)], { keep: 'first' })).rejects.toMatchObject(refusal);
  const written = on.path('lossy.parquet');
  await expect(rewrite(on.engine, fixture(name), staged, { keep: 'first' }, written)).rejects.toMatchObject(
    refusal,
  );
  await expect(stageFile(on.engine, fixture(name), 'parquet', undefined)).rejects.toMatchObject(refusal);
});

test('all other types keep their values through a rewrite', async () => {
  const staged = await stageFile(on.engine, fixture('types'), 'parquet', undefined);
  const written = on.path('types.parquet');
  const done = await rewrite(on.engine, fixture('types'), staged, { keep: 'first' }, written);
  expect(done).toMatchObject({ rows: 2, rowsNew: 0, duplicates: 2 });
  expect(await on.read(written)).toEqual(await on.read(fixture('types')));
  const columns = await columnsOfParquet(on.engine, fixture('types'));
  expect(await columnsOfParquet(on.engine, written)).toEqual(columns);
});

test('columns of a footer are told by their annotations, too', () => {
  const leaf = (physical: string, logical: { kind: string; unit?: string; utc?: boolean }) => ({
    name: 'x',
    physical,
    logical,
  });
  const names = (...leaves: readonly ReturnType<typeof leaf>[]): readonly string[] =>
    lossyColumns(leaves).map(({ loss }) => loss.split(',')[0] ?? '');
  expect(names(leaf('INT64', { kind: 'timestamp', unit: 'nanos', utc: false }))).toEqual([]);
  expect(names(leaf('INT64', { kind: 'time', unit: 'nanos', utc: true }))).toEqual([
    'times of nanoseconds with a time zone',
  ]);
  expect(names(leaf('BYTE_ARRAY', { kind: 'other' }))).toEqual([
    'a type that would not be written as it was read',
  ]);
});
