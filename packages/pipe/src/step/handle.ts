import type { Members } from '../members.ts';
import type { Item } from '../record.ts';
import { retryRules } from '../whole-run.ts';
import { attempt } from './attempt.ts';
import { decide, isMoved, type Decision } from './decide.ts';
import { endOf } from './end-of.ts';
import { acknowledge, type Ending, type StepRun } from './step-run.ts';

/**
 * Takes one record to its end, in the window's time. What needs no waiting (done already, or a step that
 * answers at once and keeps no ledger) is finished when this returns.
 */
export function handle(run: StepRun, item: Item): void {
  const before = run.window.underWay(item.key);
  if (before !== undefined) {
    run.window.start(
      item.key,
      before.then((ending) => follow(run, item, ending)),
    );
    return;
  }
  let first: Promise<Members> | undefined;
  if (canFinishNow(run, item)) {
    try {
      const members = run.opened!.commit(item);
      if (!(members instanceof Promise)) {
        run.unavailable = 0;
        acknowledge(run, item, members, 'done');
        return;
      }
      first = members;
    } catch (thrown) {
      first = Promise.reject(thrown);
    }
    // It is awaited later, or never when the run ends: that is no unhandled rejection.
    first.catch(() => {});
  }
  run.window.start(
    item.key,
    within(run, item, () => decided(run, item, first)),
  );
}

/** The same record came again while the first was in flight: it shares the end. */
async function follow(run: StepRun, item: Item, { item: first, is, members }: Ending): Promise<Ending> {
  const isSame = first.rev === item.rev && first.uri === item.uri && first.dryRun === item.dryRun;
  if (!isSame) return within(run, item, () => decided(run, item));
  if (is === 'done') return within(run, item, () => skipped(run, item, members!));
  if (is === 'failed') run.counts.failed++;
  return { item, is };
}

/** No ledger to ask or to write, and no destination to ask first. */
function canFinishNow(run: StepRun, item: Item): boolean {
  return (
    run.books.ledger === undefined && run.opened !== undefined && !run.rules.looksUpNew && !isDry(run, item)
  );
}

function isDry(run: StepRun, item: Item): boolean {
  return run.frame.isDryRun || item.dryRun;
}

/** @param first a try that is under way already */
async function decided(run: StepRun, item: Item, first?: Promise<Members>): Promise<Ending> {
  const { books, rules } = run;
  const rows = books.rows(item.key);
  const decision = decide(item, rows, rules);
  if (rules.acceptsMoved && !isDry(run, item) && isMoved(item, rows))
    await books.ledger?.moved(item.key, item.uri!);
  if (decision.is === 'skip') return skipped(run, item, JSON.parse(decision.result) as Members);
  if (rows.some(({ rev, state }) => rev === item.rev && state === 'failed')) run.failedBefore.add(item);
  const step = await run.open();
  if (isDry(run, item)) {
    const members = (await step.plan?.(item)) ?? {};
    acknowledge(run, item, members, 'done');
    return { item, is: 'done', members };
  }
  const { members, isAdopted } = await attempt({
    step,
    item,
    ledger: books.ledger,
    looks: LOOKS[decision.is],
    first,
    retry: retryRules(run.frame, rules.retries, item.key),
  });
  if (item.heldId !== undefined) await books.dropUnreadable(item.heldId);
  run.unavailable = 0;
  acknowledge(run, item, members, isAdopted ? 'skipped' : 'done');
  return { item, is: 'done', members };
}

const LOOKS = { lookup: 'always', do: 'when repeated', redo: 'never' } as const satisfies Record<
  Exclude<Decision['is'], 'skip'>,
  unknown
>;

async function skipped(run: StepRun, item: Item, members: Members): Promise<Ending> {
  if (item.heldId !== undefined && !isDry(run, item)) await run.books.dropUnreadable(item.heldId);
  acknowledge(run, item, members, 'skipped');
  return { item, is: 'done', members };
}

async function within(run: StepRun, item: Item, work: () => Promise<Ending>): Promise<Ending> {
  try {
    if (run.frame.stop.reading.aborted) return { item, is: 'unfinished' };
    return await work();
  } catch (thrown) {
    return endOf(run, item, thrown);
  }
}
