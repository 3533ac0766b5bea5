import type { Books } from '../books.ts';
import type { StepCounts } from '../counts.ts';
import type { Frame } from '../frame.ts';
import type { DecisionRules } from '../step/decide.ts';
import type { InputShape } from '../take.ts';
import type { OpenReducer } from '../tool.ts';
import type { BatchLimits } from './gather.ts';

export interface ReducerRules extends DecisionRules, BatchLimits {
  readonly carries: 'records' | 'rows';
  readonly retries: number;
}

/** One run of a reducer: what its parts share. */
export interface ReducerRun {
  readonly frame: Frame;
  readonly books: Books;
  readonly rules: ReducerRules;
  readonly shape: InputShape;
  readonly counts: StepCounts;
  /** Opens the reducer at its destination, once, at the first batch. */
  open(): Promise<OpenReducer<unknown>>;
  opened: OpenReducer<unknown> | undefined;
  isPersonNeeded: boolean;
}
