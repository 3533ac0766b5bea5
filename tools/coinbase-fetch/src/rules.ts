import type { ValuesOf } from '@leat/config';
import { resolve } from 'node:path';
import { badOption } from './bad-option.ts';
import { readColumns, type Column } from './columns.ts';
import type { Granularity } from './granularities.data.ts';
import { readGranularity } from './granularity.ts';
import type { options } from './options.ts';
import { openLabels, type Labels } from './time/labels.ts';
import type { Wanted } from './window.ts';

/** What a fetch goes by. */
export interface FetchRules {
  readonly products: readonly string[];
  readonly granularity: Granularity;
  readonly wanted: Wanted;
  readonly columns: readonly Column[];
  readonly labels: Labels;
  /** The table to go on from. */
  readonly table: string | undefined;
  readonly api: 'exchange' | 'advanced';
  readonly url: string | undefined;
}

/** ETH-EUR, and longer names of futures such as BIT-28JUN24-CDE. */
const PRODUCT = /^[A-Z0-9]+(?:-[A-Z0-9]+)+$/;

/** @throws UsageFailure */
export function readRules(values: ValuesOf<typeof options>): FetchRules {
  const { api, url, from, to, last, sinceTable } = values;
  if (from !== undefined && last !== undefined)
    throw badOption('window_twice', '--from and --last both say where to begin', 'give one of them');
  const products = [...new Set(values.products.map((product) => product.trim().toUpperCase()))];
  const strange = products.find((product) => !PRODUCT.test(product));
  if (strange !== undefined)
    throw badOption('product_bad', `${JSON.stringify(strange)} is no product`, 'write it as in ETH-EUR');
  const granularity = readGranularity(values.granularity, api);
  return {
    products,
    granularity,
    wanted: { from: secondsOf(from), to: secondsOf(to), last, includesOpen: values.includeOpen },
    columns: readColumns(values.columns, products),
    labels: openLabels(values.timeFormat, values.timeZone, granularity.seconds),
    table: sinceTable === undefined ? undefined : uriOf(sinceTable),
    api,
    url,
  };
}

function secondsOf(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time) / 1000;
}

/** A relative path counts from the current directory. */
function uriOf(text: string): string {
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) ? text : resolve(text);
}
