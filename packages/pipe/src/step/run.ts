import type { Books } from '../books.ts';
import type { StepCounts } from '../counts.ts';
import { EXIT } from '../exit-code.ts';
import { endFor, type Frame } from '../frame.ts';
import type { Input } from '../input.ts';
import { readItems } from '../read-items.ts';
import { openOnce } from '../whole-run.ts';
import type { AnySettings, AnyStep, OpenStep } from '../tool.ts';
import { holdYoungGeneration, SETTLED_BYTES } from '../young-generation.ts';
import { handle } from './handle.ts';
import type { StepRules, StepRun } from './step-run.ts';
import { openWindow } from './window.ts';

/**
 * Runs a step over its input to the end. A record is printed only when its effect is committed, at the
 * destination and in the ledger.
 *
 * @param counts is kept up to date, whatever goes wrong
 * @returns the exit code that its records ask for
 */
export async function runStep(
  step: AnyStep,
  settings: AnySettings,
  input: Input,
  books: Books,
  rules: StepRules,
  counts: StepCounts,
  frame: Frame,
): Promise<number> {
  const { reads: schema } = await step.schemas();
  const run: StepRun = {
    frame,
    rules,
    books,
    counts,
    shape: { schema, complete: step.complete, carries: 'records' },
    window: openWindow(rules.concurrency),
    open: openOnce(frame, rules.retries, async () => {
      run.opened = await step.open(settings, frame.context);
      return run.opened;
    }),
    opened: undefined as OpenStep<unknown> | undefined,
    isPersonNeeded: false,
    isLaterNeeded: false,
    unavailable: 0,
    failedBefore: new WeakSet(),
    isFlushDue: false,
  };
  try {
    await readAll(run, input);
  } catch (thrown) {
    endFor(frame, thrown);
  }
  await run.window.empty();
  await run.opened?.close?.();
  return exitOf(run);
}

function readAll(run: StepRun, input: Input): Promise<void> {
  const { output } = run.frame;
  return readItems(run, input, {
    item(item) {
      handle(run, item);
      return run.window.room() ?? output.room();
    },
    chunk(before, used) {
      if (before < SETTLED_BYTES && used >= SETTLED_BYTES) holdYoungGeneration();
      return output.flush();
    },
  });
}

/** The exit code of a run that came to its end. */
function exitOf({
  isPersonNeeded,
  isLaterNeeded,
}: Pick<StepRun, 'isPersonNeeded' | 'isLaterNeeded'>): number {
  if (isPersonNeeded) return EXIT.person;
  return isLaterNeeded ? EXIT.later : EXIT.done;
}
