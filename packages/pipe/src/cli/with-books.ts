import type { ValuesOf } from '@leat/config';
import { openBooks, type Books } from '../books.ts';
import type { StepCounts } from '../counts.ts';
import { EXIT } from '../exit-code.ts';
import { endFor, onForcedEnd, type Frame } from '../frame.ts';
import { summarizeStep } from '../summary.ts';
import type { AnyReducer, AnySettings, AnyStep } from '../tool.ts';
import type { ledgerOptions } from './common-options.ts';
import { ledgerPlace, type LedgerPlace } from './ledger-place.ts';

/**
 * Opens the books, runs, and ends in the order that keeps the promise: output, dead letters, summary.
 *
 * @param work returns the exit code that its records ask for
 * @returns the exit code of the process
 */
export async function withBooks(
  tool: AnyStep | AnyReducer,
  settings: AnySettings,
  values: ValuesOf<typeof ledgerOptions>,
  frame: Frame,
  work: (books: Books, place: LedgerPlace, counts: StepCounts) => Promise<number>,
): Promise<number> {
  for (const warning of settings.warnings) frame.log.warn(warning);
  const counts = { read: 0, done: 0, skipped: 0, failed: 0 };
  let place: LedgerPlace | undefined;
  let books: Books | undefined;
  let waiting = 0;
  const say = (exit: number): void =>
    summarizeStep(frame, counts, {
      exit,
      ...(place?.ledgerPath !== undefined && { ledger: place.ledgerPath }),
      ...(waiting > 0 && { deadLetter: place?.deadLetterPath, waiting }),
    });
  onForcedEnd(frame, say);

  let exit: number = EXIT.done;
  try {
    place = ledgerPlace(tool.name, tool.destination(settings), tool.resultOptions?.(settings), values);
    books = openBooks(frame, place, { tool: tool.name, ...place });
    exit = await work(books, place, counts);
  } catch (thrown) {
    endFor(frame, thrown);
  }
  await frame.output.end();
  try {
    waiting = books?.close() ?? 0;
  } catch (thrown) {
    endFor(frame, thrown);
  }
  exit = frame.stop.exit ?? exit;
  frame.progress.stop();
  say(exit);
  frame.close();
  return exit;
}
