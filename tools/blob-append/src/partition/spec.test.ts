import { expect, test } from 'vitest';
import { isPartition, parsePartition, partitionUri } from './spec.ts';

test.for([
  ['month(time)', { column: 'time', by: 'month', name: 'month' }],
  ['year( at )', { column: 'at', by: 'year', name: 'year' }],
  ['product', { column: 'product', by: 'value', name: 'product' }],
] as const)('%s', ([text, spec]) => {
  expect(parsePartition(text)).toEqual(spec);
});

test.for(['', 'hour(time)', 'month()', 'a/b', 'month(time'])('%j is refused', (text) => {
  expect(() => parsePartition(text)).toThrow('it is month(time)');
});

test.for([
  ['s3://bucket/prices', 'month(time)', '2026-11', 's3://bucket/prices/month=2026-11/part-0.parquet'],
  ['/data/prices/', 'product', 'BTC/USD', '/data/prices/product=BTC%2FUSD/part-0.parquet'],
  ['/data/prices', 'product', undefined, '/data/prices/product=__HIVE_DEFAULT_PARTITION__/part-0.parquet'],
] as const)('below %s by %s, %s is in %s', ([to, text, value, uri]) => {
  const spec = parsePartition(text);
  expect(partitionUri(to, spec, value)).toBe(uri);
  expect(isPartition(uri, spec)).toBe(true);
  expect(isPartition(uri.replace('part-0', 'other'), spec)).toBe(false);
});
