import { runTool } from '@leat/pipe';
import { options } from './options.ts';

runTool({
  kind: 'source',
  name: 'coinbase-fetch',
  summary: 'fetches the candles of products from Coinbase, one row each, the oldest first',
  noun: 'rows',
  carries: 'rows',
  options,
  resources: ['aws', 'azure'],
  schemas: () => import('./fields.ts'),
  examples: [
    { what: 'the latest 300 candles of a quarter of an hour', command: 'leat-coinbase-fetch ETH-EUR' },
    {
      what: 'a week of hours, as CSV',
      command: `leat-coinbase-fetch ETH-EUR --granularity 1h --last 7d | jq -r '[.time, .close] | @csv'`,
    },
    {
      what: 'two products in one stream',
      command: 'leat-coinbase-fetch ETH-EUR BTC-EUR --columns time,product,close,volume',
    },
    {
      what: 'what a table does not have yet; the latest 300 while there is no table',
      command: 'leat-coinbase-fetch ETH-EUR --since-table candles.parquet',
    },
    {
      what: 'for a table that holds the times of a place as text',
      command: "leat-coinbase-fetch ETH-EUR --time-format '%Y-%m-%d %H:%M' --time-zone Europe/Berlin",
    },
    { what: 'does it answer, and does it know the product?', command: 'leat-coinbase-fetch ETH-EUR --check' },
  ],
  notes: [
    'A product is emitted when all of it has come: of a fetch that fails there is not one row. Only beyond 100,000 candles it comes in parts, each whole and later than the one before, so that running again with --since-table goes on from there.',
    'Only candles that are closed by the clock of Coinbase are emitted (--include-open for the current one too). An interval without trades has no candle; how many there are is said, and none is invented.',
    '--since-table begins with the last candle that the table has, so that a revised one is seen; leat-blob-append drops the row that is there already.',
  ],

  // Loaded when they are needed: the help is what people wait for.
  emit: async (settings, to) => (await import('./emit.ts')).emit(settings, to),
  async *check(settings, context) {
    yield* (await import('./check.ts')).check(settings, context);
  },
});
