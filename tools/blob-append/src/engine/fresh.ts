import type { TableColumn } from './table-column.ts';

/** When two rows are the same one, and which of two with one key stays. */
export interface Equality {
  /** The columns that tell rows apart; without them, all: then there is nothing to keep but the first. */
  readonly key?: readonly string[];
  readonly keep: 'first' | 'last' | 'error';
}

/** The staged rows that a table does not have. */
export interface Fresh {
  /** Rows to append. */
  readonly rows: number;
  /** Input rows that are there already, in the table or earlier in the input. */
  readonly duplicates: number;
  /**
   * Input rows whose key is there with other values. `rows + duplicates + conflicts` is the input, where `keep` is
   * `last` the conflicts that win are counted as `updates` too.
   */
  readonly conflicts: number;
  /** At most three keys of those: `product=BTC-USD, time=2026-11-01 00:00:00+00`. */
  readonly examples: readonly string[];
  /** With `keep: 'last'`: rows of the table that get other values. */
  readonly updates: number;
  readonly columns: readonly TableColumn[];
  readonly key: readonly string[];
  /** Its name in the engine: `columns`, ORDINAL (ascending) and REPLACES. */
  readonly relation: string;
  drop(): Promise<void>;
}

/** The column of a fresh relation that is true for a row which takes the place of one in the table. */
export const REPLACES = 'leat.replaces';
