// Loaded with `--skip-done` only: a source has no other use for SQLite.
export { openDoneSet } from '../ledger/done-set.ts';
export { openLateDoneSet } from '../ledger/late-done-set.ts';
export { findLedger } from '../ledger/path.ts';
