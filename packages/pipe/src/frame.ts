import { asFailure } from './failure.ts';
import { EXIT, exitFor } from './exit-code.ts';
import { unreadableInput, type Input } from './input.ts';
import type { Log } from './log.ts';
import type { Output } from './output.ts';
import type { Progress } from './progress.ts';
import { logFieldsOf } from './report.ts';
import type { Stop } from './stop.ts';
import type { OpenContext } from './tool.ts';

/** What every run stands in: its streams, its messages and the reasons to end it. */
export interface Frame {
  readonly tool: string;
  readonly log: Log;
  readonly progress: Progress;
  readonly output: Output;
  readonly stop: Stop;
  readonly context: OpenContext;
  readonly isDryRun: boolean;
  /** When the run began, in milliseconds of `performance.now()`. */
  readonly started: number;
  /** Lets the process end: no timers and no handlers are left. */
  close(): void;
}

/** Ends reading as soon as the run is to stop, also while no input comes. */
export async function* untilStopped<T>(
  stop: Stop,
  input: Input['stream'],
  items: AsyncIterable<T>,
): AsyncGenerator<T> {
  const close = (): unknown => input.destroy();
  stop.reading.addEventListener('abort', close);
  try {
    if (!stop.reading.aborted) yield* items;
  } catch (cause) {
    // A destroyed stream throws at its reader; that is how it ends, not a fault.
    if (stop.reading.aborted) return;
    throw typeof (cause as NodeJS.ErrnoException).code === 'string' ? unreadableInput(cause as Error) : cause;
  } finally {
    stop.reading.removeEventListener('abort', close);
    // Whoever writes to us learns that nobody reads any more.
    input.destroy();
  }
}

/** What ends a run ends all that is in flight, each with the same words: they are told once. */
const told = new WeakMap<Frame, Set<unknown>>();

/**
 * Ends the run for a failure that concerns all of it: class fatal, or something nobody foresaw.
 */
export function endFor(frame: Frame, thrown: unknown): void {
  const failure = asFailure(thrown);
  const words = failure === undefined ? thrown : `${failure.code} ${failure.message}`;
  const before = told.get(frame) ?? new Set();
  told.set(frame, before);
  if (before.has(words)) return;
  before.add(words);
  if (failure !== undefined) frame.log.error(failure.message, logFieldsOf(failure));
  else frame.log.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  frame.stop.because(exitFor(thrown));
}

/** Ties the output to the run: a reader that left, or a full disk, ends it. */
export function endWithReader(frame: Frame): void {
  frame.output.onBroken((cause) => {
    if (cause.code === 'EPIPE') {
      frame.stop.because(EXIT.readerGone);
      return;
    }
    frame.log.error(`cannot write to stdout: ${cause.message}`, { hint: 'nothing is lost: run again' });
    frame.stop.because(EXIT.later);
  });
}

/**
 * Whether something went wrong only because the run was told to stop: no further try was made, or what was in
 * flight had to give up.
 */
export function isFromStopping({ stop }: Frame, thrown: unknown): boolean {
  if (stop.working.aborted) return true;
  if (!stop.reading.aborted) return false;
  const isGivenUp =
    asFailure(thrown)?.class === 'retry' || (thrown as Error | undefined)?.name === 'AbortError';
  return isGivenUp || thrown === stop.reading.reason;
}

/** Has the summary said also where the process ends with the run under way. */
export function onForcedEnd(frame: Frame, say: (exit: number) => void): void {
  frame.stop.onForced((exit) => {
    frame.progress.stop();
    if (exit === undefined) frame.log.error('the run cannot end: something it waits for never happens');
    say(exit ?? EXIT.bug);
  });
}
