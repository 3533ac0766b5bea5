import type { Footer, RowGroup, Statistic, Value } from '@leat/parquet';
import { expect, test } from 'vitest';
import { openLabels } from '../time/labels.ts';
import { findStored } from './stored.ts';

const labels = openLabels(undefined, undefined, 900);

/** A row group by its first and last product and time (seconds). */
interface Group {
  readonly products: readonly [string, string] | undefined;
  readonly times: readonly [number, number] | undefined;
  readonly nulls?: number;
  readonly isExact?: boolean;
}

function footerOf(groups: readonly Group[]): Footer {
  const statistic = (
    range: readonly Value[] | undefined,
    { nulls = 0, isExact = true }: Group,
  ): Statistic | undefined =>
    range === undefined ? undefined : { min: range[0], max: range[1], nulls, isExact };
  const rowGroups = groups.map((group) => ({
    rows: 10,
    statistic: (column: string) =>
      column === 'product'
        ? statistic(group.products, group)
        : statistic(
            group.times?.map((seconds) => BigInt(seconds) * 1000n),
            group,
          ),
  }));
  const columns = [
    { name: 'time', logical: { kind: 'timestamp', unit: 'millis', utc: true } },
    { name: 'product', logical: { kind: 'string' } },
  ];
  return {
    rows: 10 * groups.length,
    columns,
    rowGroups: rowGroups as unknown as RowGroup[],
  } as unknown as Footer;
}

const whole = (product: string, from: number, to: number): Group => ({
  products: [product, product],
  times: [from, to],
});
const mixed = (first: string, last: string, from: number, to: number): Group => ({
  products: [first, last],
  times: [from, to],
});
const cases: [string, Group[], string, object][] = [
  [
    'groups of one product end where it ends',
    [whole('B', 0, 900), whole('C', 0, 9000)],
    'B',
    { is: 'stored', upTo: 900 },
  ],
  [
    'the last of its groups counts',
    [whole('B', 0, 900), whole('B', 1800, 2700)],
    'B',
    { is: 'stored', upTo: 2700 },
  ],
  [
    'a mixed group proves its first time, for the first product',
    [mixed('B', 'D', 900, 9000)],
    'B',
    { is: 'stored', upTo: 900 },
  ],
  ['and for the last', [mixed('B', 'D', 900, 9000)], 'D', { is: 'stored', upTo: 900 }],
  ['but nothing for one in between', [mixed('B', 'D', 900, 9000)], 'C', { is: 'unproven' }],
  [
    'which an earlier group may prove',
    [whole('C', 0, 450), mixed('B', 'D', 900, 9000)],
    'C',
    { is: 'stored', upTo: 450 },
  ],
  [
    'outside of all groups it is not there',
    [mixed('B', 'D', 0, 900), whole('B', 0, 1)],
    'E',
    { is: 'absent' },
  ],
  [
    'without statistics of the product it may be',
    [{ products: undefined, times: [0, 900] }],
    'B',
    { is: 'unproven' },
  ],
  ['without those of the time too', [{ products: ['B', 'B'], times: undefined }], 'B', { is: 'unproven' }],
  [
    'a group with rows of no product proves its first time',
    [{ ...whole('B', 450, 900), nulls: 1 }],
    'B',
    { is: 'stored', upTo: 450 },
  ],
  [
    'texts that may have been cut prove nothing',
    [{ ...whole('B'.repeat(16), 450, 900), isExact: false }],
    'B'.repeat(16),
    { is: 'unproven' },
  ],
  [
    'texts that are too short for that prove it',
    [{ ...whole('BTC-EUR', 450, 900), isExact: false }],
    'BTC-EUR',
    { is: 'stored', upTo: 900 },
  ],
];
test.for(cases)('%s', ([, groups, product, stored]) => {
  expect(findStored(footerOf(groups), 'table', [product], labels).get(product)).toEqual(stored);
});

test('a table without rows has nothing', () => {
  expect(findStored(footerOf([]), 'table', ['B'], labels).get('B')).toEqual({ is: 'absent' });
});
