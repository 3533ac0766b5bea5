import { graft, readFooter } from '@leat/parquet';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEngine } from '../engine/index.ts';
import { sql, testDirectory } from '../fixtures/duckdb.ts';
import { tailOf } from './graft-bytes.ts';
import { openLocal } from './local-file.ts';
import { checkGraft, checkWhole } from './sound.ts';

/** A table of five rows, and two to be grafted onto it. */
async function prepare(damage: (delta: Buffer) => void) {
  const directory = testDirectory();
  const [old, delta] = [join(directory, 'old.parquet'), join(directory, 'delta.parquet')];
  await sql(`COPY (SELECT i FROM range(5) t(i)) TO '${old}'`);
  await sql(`COPY (SELECT i FROM range(5, 7) t(i)) TO '${delta}'`);
  const bytes = readFileSync(delta);
  damage(bytes);
  writeFileSync(delta, bytes);
  const files = [await openLocal(old), await openLocal(delta)] as const;
  const [oldFooter, deltaFooter] = [
    await readFooter(files[0].size, files[0].read),
    await readFooter(files[1].size, files[1].read),
  ];
  const planned = graft(oldFooter, deltaFooter);
  const tail = await tailOf(planned, files[0].read, files[1].read);
  const engine = await openEngine({ directory });
  const check = (rows: number) =>
    checkGraft(engine, join(directory, 'part'), 's3://b/t', { graft: planned, tail, old: oldFooter, rows });
  const close = async (): Promise<void> => {
    for (const file of files) await file.close();
    await engine.close();
  };
  return { check, close, engine, delta };
}

test('a sound graft is let through', async () => {
  const { check, close } = await prepare(() => {});
  expect((await check(7)).rows).toBe(7);
  await close();
});

test.for([
  ['a wrong count of rows', () => {}, 8, 'it would have 7 rows instead of 8'],
  ['pages that cannot be read', (delta: Buffer) => delta.fill(0xff, 4, 24), 7, 'DuckDB cannot read it'],
] as const)('%s is not', async ([, damage, rows, message]) => {
  const { check, close } = await prepare(damage);
  await expect(check(rows)).rejects.toMatchObject({
    class: 'fatal',
    code: 'unsound_table',
    message: expect.stringContaining(message) as string,
  });
  await close();
});

test('a whole table that has fewer rows than the one before is not let through', async () => {
  const { close, engine, delta } = await prepare(() => {});
  expect((await checkWhole(engine, delta, 's3://b/t', { rows: 2, atLeast: 2 })).rows).toBe(2);
  await expect(checkWhole(engine, delta, 's3://b/t', { rows: 2, atLeast: 3 })).rejects.toThrow(
    'of 3 rows it would keep 2',
  );
  await expect(checkWhole(engine, delta, 's3://b/t', { rows: 3, atLeast: 2 })).rejects.toThrow(
    'it would have 2 rows instead of 3',
  );
  await close();
});
