import { runTool } from '@leat/pipe';
import { absolute } from './absolute.ts';
import { commands } from './commands.ts';
import { options } from './options.ts';

runTool({
  kind: 'reducer',
  name: 'blob-append',
  summary: 'appends rows to one Parquet table in a blob store, without reading or rewriting its history',
  examples: [
    {
      what: 'a row; the table is made when it is not there',
      command: `echo '{"product":"BTC-USD","time":"2026-01-31T12:00:00Z","close":78123.5}' | leat-blob-append --to table.parquet`,
    },
    {
      what: 'a newer value for the same product and time takes the place of the older',
      command: `echo '{"product":"BTC-USD","time":"2026-01-31T12:00:00Z","close":78150.25}' | leat-blob-append --to table.parquet --key product,time --keep last`,
    },
    {
      what: 'what another program has put into one object, when it has changed',
      command: 'leat-blob-append --from table.parquet --to prices-kept.parquet --key product,time',
    },
    {
      what: 'tables that a step before this one names, a month in each',
      command: `echo '{"key":"one","uri":"'"$PWD"'/table.parquet"}' | leat-blob-append --input objects --to prices --partition 'month(time)'`,
    },
    { what: 'what is in it?', command: 'leat-blob-append show prices-kept.parquet' },
  ],
  notes: [
    'A table changes in one step, and only if nobody else has changed it meanwhile; else it is looked at again. A table that cannot be read is never taken for one that is not there.',
    '--config also takes an aggregation.yaml with the keys blob_container, source_subcontainer, source_file_name, target_subcontainer and target_file_name: it says --from and --to.',
    'Rows with NULL in the same columns are equal there, and so are NaN and NaN, and -0.0 and 0.0.',
  ],
  options,
  resources: ['aws', 'azure'],
  adds: 'blobAppend',
  // Rows have no key; the one object of --from is what the settings say, not a record.
  carries: ({ values: { input, from } }) => (input === 'rows' || from !== undefined ? 'rows' : 'records'),
  given: ({ values: { from } }) => (from === undefined ? undefined : [{ from }]),
  takesWhole: ({ values }) => values.replace,
  schemas: () => import('./fields.ts'),
  destination: ({ values }) => absolute(values.to),
  resultOptions: ({ values: { key, keep, schema, partition } }) => ({ key, keep, schema, partition }),
  open: async (settings, context) => (await import('./open.ts')).open(settings, context),
  check: async function* (settings, context) {
    yield* (await import('./check.ts')).check(settings, context);
  },
  commands,
});
