import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEngine, type TestEngine } from './fixtures/test-engine.ts';
import { stageRows } from './stage-rows.ts';
import type { TableColumn } from './table-column.ts';

let on: TestEngine;
beforeAll(async () => {
  on = await openTestEngine();
});
afterAll(() => on.close());

const column = (name: string, type: string, nullable = true): TableColumn => ({ name, type, nullable });

/** What the engine has in each row, as text. */
async function stagedTexts(relation: string): Promise<readonly unknown[]> {
  const rows = await on.engine.rows(`SELECT COLUMNS(*)::VARCHAR FROM ${relation} ORDER BY "leat.ordinal"`);
  return rows.map((row) => Object.values(row).slice(0, -1));
}

test.for([
  ['DOUBLE', '0.1', '0.1'],
  ['DOUBLE', '-0.0', '-0.0'],
  ['DOUBLE', '1.7976931348623157e308', '1.7976931348623157e+308'],
  ['FLOAT', '0.1', '0.1'],
  ['DECIMAL(38,10)', '1234567890123456789012345678.0123456789', '1234567890123456789012345678.0123456789'],
  ['DECIMAL(18,8)', '"42000.10"', '42000.10000000'],
  ['UBIGINT', '18446744073709551615', '18446744073709551615'],
  ['VARCHAR', '"a\\u0000b\\ud83d\\ude00 \'\\"\\\\"', `a\0b😀 '"\\`],
  ['VARCHAR', '""', ''],
  ['BOOLEAN', 'false', 'false'],
  ['DATE', '"2026-01-31"', '2026-01-31'],
  ['TIMESTAMP WITH TIME ZONE', '"2026-01-31T12:00:00.123456+05:30"', '2026-01-31 06:30:00.123456+00'],
  ['TIMESTAMP', '"2026-01-31T12:00"', '2026-01-31 12:00:00'],
  ['TIMESTAMP_MS', '"2026-01-31T12:00:00.123"', '2026-01-31 12:00:00.123'],
  ['TIMESTAMP_NS', '"2026-01-31T12:00:00.123456789"', '2026-01-31 12:00:00.123456789'],
  ['TIME', '"12:30:00.5"', '12:30:00.5'],
  ['UUID', '"5B7A1F3C-0000-4000-8000-0123456789ab"', '5b7a1f3c-0000-4000-8000-0123456789ab'],
  ['JSON', '{"a": 1.50, "b": [9007199254740993]}', '{"a":1.50,"b":[9007199254740993]}'],
  [
    'DECIMAL(38,0)[]',
    '[12345678901234567890123456789012345678,null]',
    '[12345678901234567890123456789012345678, NULL]',
  ],
  ['BIGINT[2]', '[9007199254740993,"1"]', '[9007199254740993, 1]'],
  ['STRUCT(a TIMESTAMP_NS, "b c" DOUBLE[])', '{"b c":[-0.0,0.1]}', `{'a': NULL, 'b c': [-0.0, 0.1]}`],
  ['MAP(VARCHAR, BIGINT)', '{"z":9007199254740993,"a":null}', '{z=9007199254740993, a=NULL}'],
  ['BLOB', 'null', null],
] as const)('%s of %s is %s', async ([type, json, text]) => {
  const { staged, rejected } = await stageRows(on.engine, [`{"x":${json}}`], [column('x', type)]);
  expect(rejected).toEqual([]);
  expect(await stagedTexts(staged.relation)).toEqual([[text]]);
});

test.for([
  ['BIGINT', '"x"', 'column "x": "x" is no number'],
  ['BIGINT', 'true', 'column "x": true is no number'],
  [
    'DOUBLE',
    '9007199254740993',
    'column "x": 9007199254740993 has more digits than DOUBLE can hold: the nearest is 9007199254740992',
  ],
  ['VARCHAR', '5', 'column "x": 5 is no text'],
  ['VARCHAR', '"a\\ud800b"', 'column "x": "a\\ud800b" has half a character (a lone surrogate)'],
  ['BOOLEAN', '"true"', 'column "x": "true" is not true or false'],
  ['BOOLEAN', '1', 'column "x": 1 is not true or false'],
  ['TIMESTAMP WITH TIME ZONE', '1700000000', 'column "x": 1700000000 is no text'],
  ['BLOB', '"aGk="', 'column "x": "aGk=" cannot be given as text: BLOB comes from Parquet only'],
  ['UUID', '"5b7a1f3c"', 'column "x": "5b7a1f3c" is no UUID'],
  ['BIGINT[]', '{"a":1}', 'column "x": {"a":1} is no list'],
  ['BIGINT[]', '[1,2.5]', 'column "x"[1]: 2.5 has a fraction, which BIGINT cannot hold'],
  ['BIGINT[2]', '[1]', 'column "x": [1] has 1 items, not 2'],
  [
    'STRUCT(a STRUCT(b DATE)[])',
    '{"a":[{"b":"x"}]}',
    'column "x".a[0].b: "x" is no date: write it as 2026-01-31',
  ],
  ['STRUCT(a BIGINT)', '{"a":1,"A":2}', 'column "x".A is no field of the column'],
  ['MAP(VARCHAR, BIGINT)', '{"k":"v"}', 'column "x".k: "v" is no number'],
  ['MAP(BIGINT, BIGINT)', '{"1":5,"1.0":6}', 'column "x" has the key "1" twice'],
  ['VARCHAR', `[${'1,'.repeat(100)}1]`, `column "x": [${'1,'.repeat(29)}1… is no text`],
] as const)('%s refuses %s', async ([type, json, message]) => {
  const { staged, rejected } = await stageRows(on.engine, [`{"x":${json}}`], [column('x', type)]);
  expect(rejected).toEqual([{ index: 0, column: 'x', message }]);
  expect(staged.rows).toBe(0);
});

test('a bad row is left out by itself, the others stay in order', async () => {
  const columns = [column('id', 'BIGINT', false), column('v', 'VARCHAR')];
  const rows = [
    '{"id":1,"v":"a"}',
    '{"v":"a"}',
    '{"id":null}',
    '{"id":2}',
    '{"id":3,"w":1}',
    '{"id":4,"V":"x"}',
    '{"id":5,"id":5}',
    '[1]',
    '{"id":',
    '{"v":null,"id":"6"}',
  ];
  const { staged, rejected } = await stageRows(on.engine, rows, columns);
  expect(rejected.map(({ index, column: name, message }) => [index, name, message.slice(0, 50)])).toEqual([
    [1, 'id', 'column "id" is missing'],
    [2, 'id', 'column "id" must not be null'],
    [4, 'w', 'column "w" is unknown to the table'],
    [5, 'V', 'column "V" is unknown to the table, which has "v"'],
    [6, '', 'the row has the member "id" twice'],
    [7, '', 'the row is no JSON object'],
    [8, '', 'the row is not JSON: Unexpected end of JSON input'.slice(0, 50)],
  ]);
  expect(await stagedTexts(staged.relation)).toEqual([
    ['1', 'a'],
    ['2', null],
    ['6', null],
  ]);
});

test('unknown columns are added at the end, typed by all of their values, and a null for one is nothing', async () => {
  const rows = ['{"id":1,"b":1,"n":null}', '{"id":2,"a":"2026-01-31T00:00:00Z","b":2.5}', '{"ID":3}'];
  const { staged, rejected } = await stageRows(on.engine, rows, [column('id', 'BIGINT')], { unknown: 'add' });
  expect(staged.columns.slice(1)).toEqual([column('b', 'DOUBLE'), column('a', 'TIMESTAMP WITH TIME ZONE')]);
  expect(await stagedTexts(staged.relation)).toEqual([
    ['1', '1.0', null],
    ['2', '2.5', '2026-01-31 00:00:00+00'],
  ]);
  expect(rejected.map(({ message }) => message)).toEqual([
    'column "ID" is unknown to the table, which has "id"',
  ]);
});

test('more rows than the engine takes at once keep their order', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => `{"id":${index}}`);
  const { staged } = await stageRows(on.engine, rows, [column('id', 'BIGINT')]);
  expect(staged.rows).toBe(5000);
  const wrong = await on.engine.rows(`SELECT 1 FROM ${staged.relation} WHERE id <> "leat.ordinal"`);
  expect(wrong).toEqual([]);
});

test.for([
  [[], 'no row has one'],
  [[column('a', 'HUGEINT')], 'column "a": HUGEINT is no type that rows can have'],
  [[column('a', 'DOUBLE'), column('A', 'DOUBLE')], 'columns "a" and "A" differ only in case'],
  [[column('', 'DOUBLE')], 'a column cannot be called ""'],
  [[column('a\0', 'DOUBLE')], 'a column cannot be called "a\\u0000"'],
  [[column('File_Row_Number', 'DOUBLE')], 'a column cannot be called "File_Row_Number"'],
] as const)('a table cannot have the columns %j', async ([columns, message]) => {
  await expect(stageRows(on.engine, ['{}'], columns)).rejects.toThrow(message);
});
