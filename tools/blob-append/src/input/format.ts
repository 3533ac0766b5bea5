import { Failure } from '@leat/pipe';

export type Format = 'parquet' | 'csv' | 'ndjson';

const formats: Readonly<Record<string, Format>> = {
  parquet: 'parquet',
  pq: 'parquet',
  csv: 'csv',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
};

/**
 * By the end of its name.
 *
 * @throws Failure reject `unknown_format`
 */
export function formatOf(uri: string): Format {
  const ending = /\.([^./]+)$/.exec(uri)?.[1]?.toLowerCase() ?? '';
  const format = Object.hasOwn(formats, ending) ? formats[ending] : undefined;
  if (format !== undefined) return format;
  throw new Failure('reject', 'unknown_format', `${uri}: by its name it is no table`, {
    hint: 'a name ends in .parquet, .csv, .ndjson or .jsonl',
  });
}
