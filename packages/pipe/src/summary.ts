import type { SourceCounts, StepCounts } from './counts.ts';
import type { Frame } from './frame.ts';
import { formatCount, formatSeconds } from './units.ts';

export interface Ended {
  readonly exit: number;
  readonly ledger?: string | undefined;
  readonly deadLetter?: string | undefined;
  /** Lines in the dead-letter file. */
  readonly waiting?: number;
}

/** The last line of a step's or reducer's run; read = done + skipped + failed + unfinished. */
export function summarizeStep(frame: Frame, counts: StepCounts, ended: Ended): void {
  const { read, done, skipped, failed } = counts;
  const unfinished = read - done - skipped - failed;
  const parts = [`${formatCount(done)} done`];
  if (skipped > 0) parts.push(`${formatCount(skipped)} done before`);
  if (failed > 0) parts.push(`${formatCount(failed)} failed`);
  if (unfinished > 0) parts.push(`${formatCount(unfinished)} unfinished`);
  const { waiting = 0, deadLetter } = ended;
  const wait = waiting > 0 ? `; ${formatCount(waiting)} waiting in ${deadLetter}` : '';
  const seconds = secondsSince(frame.started);
  frame.log.summary(
    `${formatCount(read)} read = ${parts.join(' + ')}, in ${formatSeconds(seconds)}${dry(frame)}${exitPart(ended.exit)}${wait}`,
    { read, done, skipped, failed, unfinished, seconds, ...(frame.isDryRun && { dryRun: true }), ...ended },
  );
}

/** The last line of a source's run; listed = emitted + held back + problems. */
export function summarizeSource(frame: Frame, noun: string, counts: SourceCounts, exit: number): void {
  const { emitted, problems } = counts;
  const parts = [`${formatCount(emitted)} emitted`];
  let heldBack = 0;
  for (const [why, count] of counts.heldBack) {
    heldBack += count;
    parts.push(`${formatCount(count)} held back (${why})`);
  }
  if (problems > 0) parts.push(`${formatCount(problems)} with problems`);
  const listed = emitted + heldBack + problems;
  const held = Object.fromEntries(counts.heldBack);
  const seconds = secondsSince(frame.started);
  frame.log.summary(
    `${formatCount(listed)} ${noun} listed = ${parts.join(' + ')}, in ${formatSeconds(seconds)}${dry(frame)}${exitPart(exit)}`,
    {
      listed,
      emitted,
      heldBack,
      problems,
      held,
      seconds,
      ...(frame.isDryRun && { dryRun: true }),
      exit,
    },
  );
}

function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}

function dry(frame: Frame): string {
  return frame.isDryRun ? ' (dry run: nothing was changed)' : '';
}

function exitPart(exit: number): string {
  return exit === 0 ? '' : `; exit ${exit}`;
}
