import { parseDuration } from '@leat/config';
import { badOption } from './bad-option.ts';
import { granularities, type Granularity } from './granularities.data.ts';

/**
 * @param text a name (`15m`, `FIFTEEN_MINUTE`), any other way to write its length (`900s`), or minutes (`15`)
 * @throws UsageFailure `granularity_bad` that names what the API has
 */
export function readGranularity(text: string, api: 'exchange' | 'advanced'): Granularity {
  const written = text.trim();
  const isBare = /^\d+(?:\.\d+)?$/.test(written);
  const seconds = isBare ? Number(written) * 60 : parseDuration(written);
  const found = granularities.find((it) => it.seconds === seconds || it.word === written.toUpperCase());
  if (found !== undefined && (api === 'advanced' || found.isOfExchange)) return found;
  const names = granularities.filter((it) => api === 'advanced' || it.isOfExchange).map(({ name }) => name);
  const minutes = isBare ? `; a number is minutes` : '';
  const elsewhere = found === undefined ? '' : `, and --api advanced has ${found.name}`;
  throw badOption(
    'granularity_bad',
    `${api} has no candles of ${JSON.stringify(text)}`,
    `it has ${names.join(', ')}${elsewhere}${minutes}`,
  );
}
