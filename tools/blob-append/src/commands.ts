import { command } from '@leat/pipe';

const table = {
  type: 'address',
  positional: true,
  required: true,
  placeholder: 'URI',
  describe: 'the table: a path, file:, s3://bucket/key or az://container/blob',
} as const;

/** What can be asked of a table, and done to it, without new rows. */
export const commands = [
  command({
    name: 'show',
    summary: 'prints columns, rows, row groups, how far it goes and its dead bytes, from the footer alone',
    examples: [
      { what: 'all of it', command: 'leat-blob-append show table.parquet' },
      { what: 'how far does it go?', command: 'leat-blob-append show table.parquet | jq -r .last' },
    ],
    options: { table },
    run: async ({ values, resources }, to) =>
      (await import('./commands/show.ts')).show(values.table, resources, to),
  }),
  command({
    name: 'compact',
    summary: 'writes a table again with full row groups and without dead bytes; its rows stay as they are',
    examples: [{ what: 'after many small appends', command: 'leat-blob-append compact table.parquet' }],
    options: {
      table,
      rowGroupRows: { type: 'count', default: 100_000, min: 2048, describe: 'rows in a full row group' },
    },
    run: async ({ values, resources }, to) =>
      (await import('./commands/compact.ts')).compact(values.table, values.rowGroupRows, resources, to),
  }),
  command({
    name: 'gc',
    summary:
      'removes what writes that were cut off have left beside tables: no reader sees it, but it takes room',
    examples: [
      { what: 'what is there?', command: 'leat-blob-append gc prices --dry-run' },
      { what: 'what is older than an hour', command: 'leat-blob-append gc prices --older-than 1h' },
    ],
    options: {
      place: {
        type: 'address',
        positional: true,
        required: true,
        placeholder: 'URI',
        describe: 'a table, or a directory or prefix of tables',
      },
      olderThan: {
        type: 'duration',
        default: '1d',
        describe: 'leave what was begun less than this ago: somebody may still be writing it',
      },
    },
    run: async ({ values, resources }, to) =>
      (await import('./commands/gc.ts')).collect(values.place, values.olderThan, resources, to),
  }),
];
