import { Failure, formatCount, type Emitter } from '@leat/pipe';
import { openCoinbase } from './api/coinbase.ts';
import { fetchProduct } from './fetch-product.ts';
import type { FetchSettings } from './options.ts';
import { countPages } from './pages.ts';
import { planWindows, readStored } from './plan.ts';
import { readRules, type FetchRules } from './rules.ts';
import { isoOf } from './time/iso.ts';
import type { Window } from './window.ts';

/** Fetches product by product. One that Coinbase refuses is a problem among others; all else ends the run. */
export async function emit(settings: FetchSettings, to: Emitter): Promise<void> {
  const rules = readRules(settings.values);
  // Before anything is asked: with a table that cannot be read nobody knows what to fetch.
  const stored = await readStored(rules, settings.resources, to.stopped, to.log);
  const coinbase = openCoinbase({
    api: rules.api,
    url: rules.url,
    signal: to.stopped,
    log: to.log,
    moved: to.moved,
  });
  try {
    const now = await coinbase.clock();
    for (const [product, window] of planWindows(rules, stored, now, to.log)) {
      if (window.start >= window.end)
        to.log.info('no closed candle begins in the time asked for', { key: product });
      else if (to.isDryRun) tellPlan(product, window, rules, to);
      else await fetchProduct(product, window, { rules, coinbase, now, to }).catch(orProblem(product, to));
    }
  } finally {
    coinbase.close();
  }
}

function orProblem(product: string, to: Emitter): (thrown: unknown) => void {
  return (thrown) => {
    if (!(thrown instanceof Failure) || thrown.class !== 'reject') throw thrown;
    to.problem(product, thrown);
  };
}

function tellPlan(product: string, window: Window, { granularity }: FetchRules, to: Emitter): void {
  const { seconds, name } = granularity;
  const [from, until] = [window.start, window.end].map(isoOf);
  const candles = (window.end - window.start) / seconds;
  const requests = countPages(window, seconds);
  to.log.info(
    `would ask for ${formatCount(candles)} candles of ${name} from ${from} to ${until}, in ${formatCount(requests)} requests`,
    { key: product, from, to: until, candles, requests },
  );
}
