import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asEngineFailure } from './engine-failure.ts';
import { openTestEngine, type TestEngine } from './fixtures/test-engine.ts';

let on: TestEngine;
beforeAll(async () => {
  on = await openTestEngine(50_000_000);
});
afterAll(() => on.close());

test('it is in UTC wherever it runs, and loads nothing', async () => {
  const [settings] = await on.engine.rows(`SELECT current_setting('TimeZone') AS zone,
    current_setting('autoinstall_known_extensions') AS installs, current_setting('autoload_known_extensions') AS loads`);
  expect(settings).toEqual({ zone: 'UTC', installs: false, loads: false });
});

test('what does not fit into its memory goes into its directory', async () => {
  await on.engine.run(
    'CREATE TABLE large AS SELECT i, random() AS v, random() AS w, random() AS x FROM range(5000000) t(i)',
  );
  const [spilled] = await on.engine.rows('SELECT count(*) AS files FROM duckdb_temporary_files()');
  expect(spilled?.['files']).toBeGreaterThan(0n);
  expect(readdirSync(on.path('')).some((name) => name.startsWith('duckdb_temp'))).toBe(true);
  await on.engine.run('DROP TABLE large');
});

test('too little memory is said as such', async () => {
  const running = on.engine.run(`SELECT string_agg(repeat('x', 1000) || i, ',') FROM range(1000000) t(i)`);
  await expect(running).rejects.toMatchObject({ class: 'fatal', code: 'out_of_memory' });
});

test('wrong SQL is a bug, and keeps its type', async () => {
  await expect(on.engine.run('SELEC 1')).rejects.toThrow('Parser Error');
  const cause = new Error('Binder Error: x');
  expect(asEngineFailure(cause)).toBe(cause);
});
