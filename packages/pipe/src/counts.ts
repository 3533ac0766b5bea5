/** What became of the records that were read; what is in none of the others is unfinished. */
export interface StepCounts {
  read: number;
  done: number;
  skipped: number;
  failed: number;
}

/** What became of what a source found: listed is the sum. */
export interface SourceCounts {
  emitted: number;
  problems: number;
  /** How many were held back, by reason; `done` is what the ledger of the last step has. */
  readonly heldBack: Map<string, number>;
}
