import { expect, test } from 'vitest';
import { readColumns } from './columns.ts';

test('columns are taken in the order in which they are given', () => {
  expect(readColumns('close, time,product', ['ETH-EUR'])).toEqual(['close', 'time', 'product']);
});

test.for([
  ['time,price', ['ETH-EUR'], 'columns_bad'],
  ['time,', ['ETH-EUR'], 'columns_bad'],
  ['', ['ETH-EUR'], 'columns_bad'],
  ['time,low,time', ['ETH-EUR'], 'columns_bad'],
  ['Time', ['ETH-EUR'], 'columns_bad'],
  ['time,close', ['ETH-EUR', 'BTC-EUR'], 'column_missing'],
] as const)('refused: %j for %j', ([text, products, code]) => {
  expect(() => readColumns(text, products)).toThrow(expect.objectContaining({ code }));
});
