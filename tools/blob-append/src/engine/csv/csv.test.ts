import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEngine, type TestEngine } from '../fixtures/test-engine.ts';
import { stageFile } from '../stage-file.ts';
import type { TableColumn } from '../table-column.ts';

let on: TestEngine;
beforeAll(async () => {
  on = await openTestEngine();
});
afterAll(() => on.close());

const column = (name: string, type: string, nullable = true): TableColumn => ({ name, type, nullable });

async function texts(relation: string): Promise<readonly unknown[]> {
  const rows = await on.engine.rows(`SELECT COLUMNS(*)::VARCHAR FROM ${relation} ORDER BY "leat.ordinal"`);
  return rows.map((row) => Object.values(row).slice(0, -1));
}

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(on.path(name), content);
  return on.path(name);
}

test('CSV says its types by all of its cells', async () => {
  const path = file(
    'types.csv',
    'time;n;f;ok;code;empty\n2026-01-31T00:00:00Z;1;1;True;007;""\n2026-01-31T00:15:00Z;-2;2.5;false;8;\n;;;;;\n',
  );
  const staged = await stageFile(on.engine, path, 'csv', undefined);
  expect(staged.columns.map(({ type }) => type)).toEqual([
    'TIMESTAMP WITH TIME ZONE',
    'BIGINT',
    'DOUBLE',
    'BOOLEAN',
    'VARCHAR',
    'VARCHAR',
  ]);
  expect(await texts(staged.relation)).toEqual([
    ['2026-01-31 00:00:00+00', '1', '1.0', 'true', '007', ''],
    ['2026-01-31 00:15:00+00', '-2', '2.5', 'false', '8', null],
    [null, null, null, null, null, null],
  ]);
});

test.for([
  [
    'a,b\r\n1,2\r\n3,4\r\n',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  ['\ufeffa\tb\n1\t2', [['1', '2']]],
  ['"a"|"b"\n"1"|"2|\n3"\n', [['1', '2|\n3']]],
  ['a,b\n\n1,2\n', [['1', '2']]],
  ['a,b\n# no comment,2\n', [['# no comment', '2']]],
  ['a,b\n', []],
] as const)('CSV %j', async ([content, rows]) => {
  const columns = [column('a', 'VARCHAR'), column('b', 'VARCHAR')];
  const staged = await stageFile(on.engine, file('forms.csv', content), 'csv', columns);
  expect(await texts(staged.relation)).toEqual(rows);
});

test('CSV with a name twice is refused', async () => {
  const path = file('twice.csv', 'a,A\n1,2\n');
  await expect(stageFile(on.engine, path, 'csv', undefined)).rejects.toThrow(
    'columns "a" and "A" differ only in case',
  );
});

test('CSV is read by the types of the table, nested values as JSON', async () => {
  const path = file('table.csv', 'n,l,d,v\n5,"[1,2]",1.10,"a ""b"",\n"\n');
  const columns = [
    column('v', 'VARCHAR'),
    column('d', 'DECIMAL(9,4)'),
    column('l', 'BIGINT[]'),
    column('n', 'DOUBLE'),
  ];
  const staged = await stageFile(on.engine, path, 'csv', columns);
  expect(await texts(staged.relation)).toEqual([['a "b",\n', '1.1000', '[1, 2]', '5.0']]);
});

test('more CSV rows than are read at once keep their order', async () => {
  const path = file('long.csv', `x\n${Array.from({ length: 20_000 }, (_, index) => index).join('\n')}\n`);
  const staged = await stageFile(on.engine, path, 'csv', undefined);
  expect(staged.rows).toBe(20_000);
  expect(await on.engine.rows(`SELECT 1 FROM ${staged.relation} WHERE x <> "leat.ordinal"`)).toEqual([]);
});
