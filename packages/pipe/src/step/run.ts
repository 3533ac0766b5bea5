import type { Books } from '../books.ts';
import type { StepCounts } from '../counts.ts';
import { EXIT } from '../exit-code.ts';
import { endFor, untilStopped, type Frame } from '../frame.ts';
import type { Input } from '../input.ts';
import { readLines } from '../lines.ts';
import { openOnce } from '../whole-run.ts';
import { take } from '../take.ts';
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

async function readAll(run: StepRun, input: Input): Promise<void> {
  const { output, progress, stop } = run.frame;
  let used = 0;
  for await (const batch of untilStopped(stop, input.stream, readLines(input.stream, input.maxLineBytes))) {
    let number = batch.first;
    for (const line of batch.lines) {
      if (stop.exit !== undefined) return;
      const taken = take(run, line, batch.torn, number++);
      const item = taken instanceof Promise ? await taken : taken;
      if (item === undefined) continue;
      handle(run, item);
      const wait = run.window.room() ?? output.room();
      if (wait !== undefined) await wait;
    }
    if (used < SETTLED_BYTES && used + batch.size >= SETTLED_BYTES) holdYoungGeneration();
    used += batch.size;
    if (input.size !== undefined) progress.tally.share = used / input.size;
    await output.flush();
  }
}

/** The exit code of a run that came to its end. */
function exitOf({
  isPersonNeeded,
  isLaterNeeded,
}: Pick<StepRun, 'isPersonNeeded' | 'isLaterNeeded'>): number {
  if (isPersonNeeded) return EXIT.person;
  return isLaterNeeded ? EXIT.later : EXIT.done;
}
