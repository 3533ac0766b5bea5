import type { Access } from '@leat/storage';
import type { Log } from '@leat/pipe';
import type { FetchRules } from './rules.ts';
import { findStored, type Stored } from './table/stored.ts';
import { openTable } from './table/open-table.ts';
import { isoOf } from './time/iso.ts';
import { resumedWindow, wantedWindow, type Window } from './window.ts';

/** Finds out what the table has of each product; nothing, when there is no table. */
export async function readStored(
  { table, products, labels }: FetchRules,
  access: Access,
  signal: AbortSignal,
  log: Log,
): Promise<ReadonlyMap<string, Stored>> {
  if (table === undefined) return new Map();
  const footer = await openTable(table, access, signal);
  if (footer !== undefined) return findStored(footer, table, products, labels);
  log.info(`there is no table ${table} yet`);
  return new Map();
}

/**
 * The window of each product.
 *
 * @param now what the clock of Coinbase shows
 */
export function planWindows(
  { products, wanted, granularity, table }: FetchRules,
  stored: ReadonlyMap<string, Stored>,
  now: number,
  log: Log,
): ReadonlyMap<string, Window> {
  const step = granularity.seconds;
  const resumed = (upTo: number): Window => resumedWindow(upTo, wanted, step, now);
  const proven = [...stored.values()].flatMap((it) => (it.is === 'stored' ? it.upTo : []));
  const windowOf = (product: string): Window => {
    const found = stored.get(product) ?? { is: 'absent' };
    if (found.is === 'stored') {
      log.debug(`${table} has it up to ${isoOf(found.upTo)}`, { key: product });
      return resumed(found.upTo);
    }
    const whole = wantedWindow(wanted, step, now);
    if (found.is === 'absent') {
      if (stored.size > 0) log.info(`${table} has nothing of it yet`, { key: product });
      return whole;
    }
    // The products of a table are mostly fetched together: it goes on where the one that is furthest behind does.
    const start = Math.min(whole.start, ...proven.map((upTo) => resumed(upTo).start));
    log.warn(`${table} has it among others, and its statistics do not tell how far`, {
      key: product,
      hint: `beginning at ${isoOf(start)}; a table for each product always tells`,
    });
    return { start, end: whole.end };
  };
  return new Map(products.map((product) => [product, windowOf(product)]));
}
