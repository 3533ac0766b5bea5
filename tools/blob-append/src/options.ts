import type { Options, Settings } from '@leat/config';

export const options = {
  to: {
    type: 'address',
    required: true,
    placeholder: 'URI',
    describe: 'the table: a path, file:, s3://bucket/key or az://container/blob; made when it is not there',
  },
  from: {
    type: 'address',
    placeholder: 'URI',
    describe: 'append the rows of this one object, and read nothing from stdin',
  },
  input: {
    type: 'choice',
    choices: ['rows', 'objects'],
    default: 'rows',
    describe:
      'what comes on stdin: a row on each line, or records that name Parquet, CSV or NDJSON objects by their uri',
  },
  key: {
    type: 'text',
    placeholder: 'COLUMNS',
    describe:
      'rows with the same values in these columns are the same row, as in product,time (default: all columns)',
  },
  keep: {
    type: 'choice',
    choices: ['first', 'last', 'error'],
    default: 'first',
    describe:
      'with --key, of rows with the same key and other values: keep the first, the last, or append none',
  },
  schema: {
    type: 'choice',
    choices: ['exact', 'add'],
    default: 'exact',
    describe: 'what to do with a column that the table has not: refuse the row, or add the column',
  },
  type: {
    type: 'text',
    many: true,
    placeholder: 'COLUMN=TYPE',
    describe:
      'type of a new column, as DuckDB spells it: open=DOUBLE, price=DECIMAL(18,8); others come from the rows',
  },
  replace: {
    type: 'flag',
    describe: 'the input is the whole table: put it in the place of what is there, and never nothing',
  },
  partition: {
    type: 'text',
    placeholder: 'BY',
    describe:
      'a directory of tables, one for each value: month(time), year(time), day(time) or a column; --to is its name',
  },
  assumeUnique: {
    type: 'flag',
    describe: 'do not look through a table that another program wrote for duplicates before the first append',
  },
  rowGroupRows: {
    type: 'count',
    default: 100_000,
    min: 2048,
    describe: 'rows in a full row group; smaller ones at the end are merged as they pile up',
  },
} as const satisfies Options;

export type AppendSettings = Settings<typeof options, 'aws' | 'azure'>;
