import { badOption } from './bad-option.ts';

export type Column = 'time' | 'product' | 'low' | 'high' | 'open' | 'close' | 'volume';

const COLUMNS: readonly string[] = [
  'time',
  'product',
  'low',
  'high',
  'open',
  'close',
  'volume',
] satisfies Column[];

/** @throws UsageFailure `columns_bad`; `column_missing` where rows of several products could not be told apart */
export function readColumns(text: string, products: readonly string[]): readonly Column[] {
  const names = text.split(',').map((name) => name.trim());
  const strange = names.find((name) => !COLUMNS.includes(name));
  if (strange !== undefined)
    throw badOption(
      'columns_bad',
      `there is no column ${JSON.stringify(strange)}`,
      `--columns has ${COLUMNS.join(',')}`,
    );
  const repeated = names.find((name, at) => names.indexOf(name) < at);
  if (repeated !== undefined)
    throw badOption('columns_bad', `--columns names ${repeated} twice`, 'name each column once');
  if (products.length > 1 && !names.includes('product'))
    throw badOption(
      'column_missing',
      'rows of several products cannot be told apart without the column product',
      `--columns ${['time', 'product', ...names.filter((name) => name !== 'time')].join(',')}, or a run for each product`,
    );
  return names as Column[];
}
