import {
  Failure,
  UsageFailure,
  type Batch,
  type Item,
  type JsonObject,
  type OpenContext,
  type OpenReducer,
  type Reduced,
} from '@leat/pipe';
import { addressesOf, type Addresses } from './addresses.ts';
import { gather } from './gather.ts';
import { openRecordsWarning } from './input/records-as-rows.ts';
import { openRun, type OpenRun } from './open-run.ts';
import type { AppendSettings } from './options.ts';
import { parsePartition } from './partition/spec.ts';
import { resultOf } from './result.ts';
import { rulesOf } from './rules.ts';
import { append } from './table/append.ts';
import { whileOvertaken } from './table/attempts.ts';
import { openPlace } from './table/place.ts';

/** Opens the reducer; nothing is asked of the store before there are rows. */
export async function open(settings: AppendSettings, context: OpenContext): Promise<OpenReducer<unknown>> {
  const addresses = addressesOf(settings);
  refuseContradictions(settings);
  const run = openRun(rulesOf(settings), context);
  const warnOfRecords = openRecordsWarning(context.log);
  const takesRows = addresses.from === undefined && settings.values.input === 'rows';
  const reduce = (batch: Batch<unknown>, isDryRun: boolean): Promise<Reduced<unknown>> => {
    if (takesRows) warnOfRecords(batch.items);
    return run.within((part) => commitBatch({ ...part, isDryRun }, settings, context, addresses, batch));
  };
  return {
    reduce: (batch) => reduce(batch, false),
    async plan(batch) {
      const { targets, rejected = new Map<Item, Failure>() } = await reduce(batch, true);
      for (const [{ line }, failure] of rejected)
        context.log.warn(`line ${line} would be rejected: ${failure.message}`);
      return targets;
    },
    close: run.close,
  };
}

async function commitBatch(
  run: OpenRun,
  settings: AppendSettings,
  context: OpenContext,
  addresses: Addresses,
  { items }: Batch<unknown>,
): Promise<Reduced<unknown>> {
  const rejected = new Map<Item, Failure>();
  const targets: JsonObject[] = [];
  const gathered = await gather(run, settings, context, addresses, items);
  for (const [index, failure] of gathered.rejected) rejected.set(items[index]!, failure);
  for (const { uri, input } of gathered.targets) {
    const place = await openPlace(uri, settings.resources, context);
    let attempts = 0;
    const outcome = await whileOvertaken({ uri, signal: run.signal, log: run.log }, (number) => {
      attempts = number;
      return run.within(({ newPath }) => append({ ...run, newPath }, place, input));
    });
    for (const [index, failure] of outcome.rejected) rejected.set(items[index]!, failure);
    targets.push(resultOf(place, outcome, attempts, run.rules.equality.key));
  }
  if (addresses.from !== undefined) retryWhenChanged(rejected);
  return { targets, rejected };
}

/** The one object of `--from` changed while it was read: what it is now is not known to anybody else. */
function retryWhenChanged(rejected: ReadonlyMap<Item, Failure>): void {
  for (const failure of rejected.values())
    if (failure.code === 'changed')
      throw new Failure('retry', 'changed', failure.message, { cause: failure });
}

/** @throws UsageFailure `bad_partition`, `bad_options` */
function refuseContradictions({ values }: AppendSettings): void {
  if (values.partition !== undefined) parsePartition(values.partition);
  if (!values.replace) return;
  if (values.partition !== undefined)
    throw new UsageFailure('bad_options', '--replace and --partition do not go together', {
      hint: 'a replaced table is one object',
    });
  if (values.keep !== 'first')
    throw new UsageFailure('bad_options', `--replace and --keep ${values.keep} do not go together`);
}
