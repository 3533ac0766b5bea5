import { createHash } from 'node:crypto';
import type { Failure } from '../failure.ts';
import { endFor, isFromStopping } from '../frame.ts';
import type { Item } from '../record.ts';
import { retrying } from '../retry.ts';
import { holdText } from '../take.ts';
import type { Batch, Reduced } from '../tool.ts';
import { orFatal, retryRules } from '../whole-run.ts';
import type { ReducerRun } from './reducer-run.ts';

/**
 * Commits one batch: all members begun in one transaction, the effect, all members done in one transaction,
 * then the targets printed.
 *
 * What goes wrong with the whole batch ends the run: its members are unfinished, and none is a dead letter.
 */
export async function commitBatch(run: ReducerRun, items: readonly Item[]): Promise<void> {
  const { frame, books, rules } = run;
  const batch = { id: batchId(items, rules.options), items };
  try {
    frame.stop.reading.throwIfAborted();
    const reducer = await run.open();
    if (frame.isDryRun || items[0]!.dryRun) {
      printTargets(run, (await reducer.plan?.(batch)) ?? [], { dryRun: true });
      run.counts.done += items.length;
      return;
    }
    const ledger = rules.carries === 'records' ? books.ledger : undefined;
    await ledger?.beginBatch(items, batch.id);
    const reducing = retrying(retryRules(frame, rules.retries), () => reducer.reduce(batch));
    // A batch that is refused as a whole is no fault of its members: nothing can go on.
    await writeDown(run, batch, await orFatal(frame, reducing));
  } catch (thrown) {
    if (!isFromStopping(frame, thrown)) endFor(frame, thrown);
  }
}

async function writeDown(
  run: ReducerRun,
  { id, items }: Batch<unknown>,
  { targets, rejected = new Map() }: Reduced<unknown>,
): Promise<void> {
  const { books, rules, counts, frame } = run;
  const good = items.filter((item) => !rejected.has(item));
  const ledger = rules.carries === 'records' ? books.ledger : undefined;
  // Asked for together they are in one transaction; those that were rejected go first, and are then not done.
  await Promise.all([
    ...items.filter((item) => rejected.has(item)).map((item) => keep(run, item, rejected.get(item)!)),
    ...good.flatMap(({ heldId }) => (heldId === undefined ? [] : [books.dropUnreadable(heldId)])),
    ledger?.doneBatch(id),
  ]);
  counts.done += good.length;
  counts.failed += items.length - good.length;
  if (good.length < items.length) run.isPersonNeeded = true;
  frame.progress.tally.items += good.length;
  frame.progress.tally.failed += items.length - good.length;
  printTargets(run, targets, {});
  await frame.output.flush();
}

function keep(run: ReducerRun, item: Item, failure: Failure): Promise<void> {
  if (run.rules.carries === 'records') return run.books.failed(item, failure);
  return holdText(run, item.text, failure, item.line, item.heldId);
}

function printTargets({ frame }: ReducerRun, targets: Reduced<unknown>['targets'], mark: object): void {
  for (const target of targets) frame.output.line(JSON.stringify({ ...target, ...mark }));
}

/** The same members under the same options have the same id, in whatever order they came. */
function batchId(items: readonly Item[], options: string): string {
  const hash = createHash('sha256').update(options);
  const names = items.map(({ key, rev, text }) => JSON.stringify(key === '' ? text : [key, rev]));
  for (const name of names.toSorted()) hash.update(`\n${name}`);
  return hash.digest('hex').slice(0, 32);
}
