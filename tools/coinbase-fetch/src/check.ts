import { Failure, type Check, type OpenContext } from '@leat/pipe';
import { openCoinbase, type Coinbase } from './api/coinbase.ts';
import type { FetchSettings } from './options.ts';
import { readRules } from './rules.ts';
import { findStored } from './table/stored.ts';
import { openTable } from './table/open-table.ts';
import { isoOf } from './time/iso.ts';

/** Asks Coinbase for the time and for each product, and reads the footer of the table. */
export async function* check(settings: FetchSettings, context: OpenContext): AsyncGenerator<Check> {
  const rules = readRules(settings.values);
  const { signal, log, moved } = context;
  const coinbase = openCoinbase({ api: rules.api, url: rules.url, signal, log, moved });
  try {
    const now = await coinbase.clock();
    yield { name: 'coinbase', isOk: true, detail: `its clock shows ${isoOf(now)}` };
    for (const product of rules.products) yield await checkProduct(coinbase, product);
  } finally {
    coinbase.close();
  }
  if (rules.table === undefined) return;
  const footer = await openTable(rules.table, settings.resources, signal);
  if (footer === undefined) {
    yield { name: 'table', isOk: true, detail: `${rules.table} is not there yet` };
    return;
  }
  for (const [product, stored] of findStored(footer, rules.table, rules.products, rules.labels)) {
    const upTo = stored.is === 'stored' ? isoOf(stored.upTo) : stored.is;
    yield { name: 'table', isOk: true, detail: `${rules.table}: ${product} up to ${upTo}` };
  }
}

async function checkProduct(coinbase: Coinbase, product: string): Promise<Check> {
  try {
    await coinbase.product(product);
    return { name: 'product', isOk: true, detail: product };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const { message: detail, hint } = thrown;
    return { name: 'product', isOk: false, detail, ...(hint !== undefined && { hint }) };
  }
}
