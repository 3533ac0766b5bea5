import type { Footer } from '@leat/parquet';
import type { Failure } from '@leat/pipe';
import type { ObjectInfo } from '@leat/storage';

/** What one commit did, or found that there was nothing to do. */
export interface Outcome {
  readonly status: 'created' | 'appended' | 'rewritten' | 'replaced' | 'upToDate';
  readonly how?: 'create' | 'graft' | 'merge' | 'rewrite';
  /** Why it was not a graft, or why there was nothing to do. */
  readonly reason?: string;
  readonly rowsBefore?: number;
  /** None of the table as it is now: by the metadata alone it was known to be up to date. */
  readonly footer?: Footer;
  /** None where no table is, and none was made. */
  readonly info?: ObjectInfo;
  readonly rowsNew: number;
  /** Rows of the table that others took the place of: `--keep last`. */
  readonly rowsReplaced: number;
  readonly rowsDuplicate: number;
  readonly rowsConflicting: number;
  /** Rows that cannot be in the table, by their place in the input. */
  readonly rejected: ReadonlyMap<number, Failure>;
}

/** @param of the table as it is, as far as it was looked at */
export function nothingToDo(
  of: Pick<Outcome, 'info' | 'footer'>,
  reason: string,
  counts: Partial<Pick<Outcome, 'rejected' | 'rowsDuplicate' | 'rowsConflicting'>> = {},
): Outcome {
  return {
    status: 'upToDate',
    reason,
    rowsNew: 0,
    rowsReplaced: 0,
    rowsDuplicate: 0,
    rowsConflicting: 0,
    rejected: new Map(),
    ...of,
    ...(of.footer && { rowsBefore: of.footer.rows }),
    ...counts,
  };
}
