import type { Options, Settings } from '@leat/config';

export const options = {
  products: {
    type: 'text',
    positional: true,
    many: true,
    required: true,
    placeholder: 'PRODUCT',
    describe: 'what is traded for what, as in ETH-EUR',
  },
  granularity: {
    type: 'text',
    default: '15m',
    placeholder: 'LENGTH',
    describe:
      'length of a candle: 1m, 5m, 15m, 1h, 6h or 1d, with --api advanced also 30m, 2h and 4h; a number is minutes, and ONE_HOUR is 1h',
  },
  from: {
    type: 'time',
    describe:
      'the first candle begins at or after this time, as in 2026-01-31T12:00:00Z, or this long ago, as in 30d',
  },
  to: { type: 'time', describe: 'the last candle begins before this time (default: now)' },
  last: { type: 'duration', min: 1, describe: 'instead of --from: so long before --to, as in 7d' },
  sinceTable: {
    type: 'address',
    placeholder: 'URI',
    describe:
      'go on from the last time in this Parquet table: a path, s3://bucket/key or az://container/blob; where it is missing or empty, --from or --last counts',
  },
  columns: {
    type: 'text',
    default: 'time,low,high,open,close,volume',
    placeholder: 'NAMES',
    describe: 'columns in their order, with commas; there is also product',
  },
  timeFormat: {
    type: 'text',
    placeholder: 'PATTERN',
    describe: 'write the time as text of %Y %m %d %H %M %S %z (default: ISO 8601 in UTC)',
  },
  timeZone: {
    type: 'text',
    placeholder: 'ZONE',
    describe: 'with --time-format: the place whose time it is, as in Europe/Berlin (default UTC)',
  },
  includeOpen: { type: 'flag', describe: 'emit the current candle too, though its values still change' },
  api: {
    type: 'choice',
    choices: ['exchange', 'advanced'],
    default: 'exchange',
    describe: 'Coinbase Exchange, or the public part of Advanced Trade; neither needs a key',
  },
  url: {
    type: 'url',
    env: ['COINBASE_URL'],
    describe: 'another address of the API: a sandbox, or a test server (default: that of --api)',
  },
} as const satisfies Options;

export type FetchSettings = Settings<typeof options, 'aws' | 'azure'>;
