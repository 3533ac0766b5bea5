import type { Books } from '../books.ts';
import type { StepCounts } from '../counts.ts';
import { EXIT } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { endFor, type Frame } from '../frame.ts';
import type { Input } from '../input.ts';
import { readItems } from '../read-items.ts';
import type { Item } from '../record.ts';
import { decide, isMoved } from '../step/decide.ts';
import { refuse } from '../take.ts';
import type { AnyReducer, AnySettings, OpenReducer } from '../tool.ts';
import { openOnce, orFatal, retryRules } from '../whole-run.ts';
import { retrying } from '../retry.ts';
import { commitBatch } from './commit.ts';
import { openGathering, type Gathering } from './gather.ts';
import type { ReducerRules, ReducerRun } from './reducer-run.ts';

/**
 * Runs a reducer over its input to the end: members are gathered into batches, a batch is committed together,
 * and one record is printed per committed target. What was not in the input is never touched.
 *
 * @param counts is kept up to date, whatever goes wrong
 * @returns the exit code that its members ask for
 */
export async function runReducer(
  reducer: AnyReducer,
  settings: AnySettings,
  input: Input,
  books: Books,
  rules: ReducerRules,
  counts: StepCounts,
  frame: Frame,
): Promise<number> {
  const { reads: schema } = await reducer.schemas();
  const run: ReducerRun = {
    frame,
    books,
    rules,
    counts,
    shape: { schema, carries: rules.carries, complete: undefined },
    open: openOnce(frame, rules.retries, async () => {
      run.opened = await reducer.open(settings, frame.context);
      return run.opened;
    }),
    opened: undefined as OpenReducer<unknown> | undefined,
    isPersonNeeded: false,
  };
  const gathering = openGathering(rules, (items) => commitBatch(run, items));
  try {
    await settleOpenBatches(run);
    await readItems(run, input, { item: (item) => gather(run, item, gathering) });
    if (rules.isWhole) checkWhole(run);
  } catch (thrown) {
    endFor(frame, thrown);
  }
  await gathering.commit();
  await run.opened?.close?.();
  return run.isPersonNeeded ? EXIT.person : EXIT.done;
}

/**
 * What takes the place of something must be all that there is.
 *
 * @throws Failure fatal `incomplete_input`
 */
function checkWhole({ counts: { read, failed }, frame }: ReducerRun): void {
  if (failed > 0) {
    throw new Failure(
      'fatal',
      'incomplete_input',
      `${failed} of ${read} lines are bad, and the input is committed whole or not at all`,
      { hint: 'nothing was changed; mend the lines where they come from and run again' },
    );
  }
  if (read === 0) frame.log.warn('nothing came in: nothing was changed');
}

async function gather(run: ReducerRun, item: Item, gathering: Gathering): Promise<void> {
  // What comes again has to see in the ledger how the first one ended.
  if (gathering.has(item.key)) await gathering.commit();
  if (await isWanted(run, item)) await gathering.add(item);
}

/** A batch that was begun and not ended may have been committed: the destination is asked before anything else. */
async function settleOpenBatches(run: ReducerRun): Promise<void> {
  const { frame, rules } = run;
  const { ledger } = run.books;
  if (ledger === undefined) return;
  for (const [id, members] of ledger.openBatches()) {
    const reducer = await run.open();
    if (reducer.lookup === undefined) return;
    const found = retrying(retryRules(frame, rules.retries), () => reducer.lookup!(id));
    if ((await orFatal(frame, found)) === 'absent') continue;
    await ledger.doneBatch(id);
    frame.log.info(`batch ${id} had been committed: its ${members} members are done`);
  }
}

/** Whether the ledger leaves something to do for a member; a key that belongs to another is written down. */
async function isWanted(run: ReducerRun, item: Item): Promise<boolean> {
  const { books, rules, counts, frame } = run;
  if (rules.carries === 'rows') return true;
  const isDry = frame.isDryRun || item.dryRun;
  try {
    const rows = books.rows(item.key);
    const { is } = decide(item, rows, rules);
    if (rules.acceptsMoved && !isDry && isMoved(item, rows)) await books.ledger?.moved(item.key, item.uri!);
    if (is !== 'skip') return true;
    if (item.heldId !== undefined && !isDry) await books.dropUnreadable(item.heldId);
    counts.skipped++;
    return false;
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.class === 'fatal') throw thrown;
    const { text, heldId } = item;
    await refuse(run, { failure: thrown, item, text, heldId }, item.line);
    return false;
  }
}
