import type { Books } from '../books.ts';
import type { StepCounts } from '../counts.ts';
import type { Frame } from '../frame.ts';
import { withMembers, type Members } from '../members.ts';
import type { Item } from '../record.ts';
import type { InputShape } from '../take.ts';
import type { OpenStep } from '../tool.ts';
import type { DecisionRules } from './decide.ts';
import type { Window } from './window.ts';

/** How a record ended; those with the same key that came while it was in flight wait for this. */
export interface Ending {
  readonly item: Item;
  readonly is: 'done' | 'failed' | 'unfinished';
  /** When done: what was written into the record. */
  readonly members?: Members;
}

export interface StepRules extends DecisionRules {
  readonly destination: string;
  readonly concurrency: number;
  readonly retries: number;
}

/** One run of a step: what its parts share. */
export interface StepRun {
  readonly frame: Frame;
  readonly rules: StepRules;
  readonly books: Books;
  readonly shape: InputShape;
  readonly window: Window<Ending>;
  readonly counts: StepCounts;
  /** Opens the step at its destination, once, at the first record that needs it. */
  open(): Promise<OpenStep<unknown>>;
  /** The step, once it is open. */
  opened: OpenStep<unknown> | undefined;
  /** Something failed that will fail again. */
  isPersonNeeded: boolean;
  /** Something failed that may work in a later run. */
  isLaterNeeded: boolean;
  /** How much the records in a row whose retries were used up count: see end-of.ts. */
  unavailable: number;
  /** Those of this run of which the ledger says that they failed. */
  readonly failedBefore: WeakSet<Item>;
  isFlushDue: boolean;
}

/** Prints a record with what was done for it: the acknowledgement. */
export function acknowledge(run: StepRun, item: Item, members: Members, as: 'done' | 'skipped'): void {
  const { output, progress, isDryRun } = run.frame;
  const set = isDryRun || item.dryRun ? { ...members, dryRun: true } : members;
  output.line(withMembers(item.text, item.parsed, set, 'error'));
  run.counts[as]++;
  progress.tally.items++;
  if (run.isFlushDue) return;
  run.isFlushDue = true;
  // A fast stream fills whole blocks before this comes round; a slow one is printed at once.
  setImmediate(() => {
    run.isFlushDue = false;
    void output.flush();
  });
}
