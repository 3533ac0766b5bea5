/**
 * When small row groups at the end of a table are merged: each costs about 500 bytes of footer and some time of every
 * reader, and merging writes their rows again (measured: 2,000 groups of 200 rows make a scan five times slower).
 */
export const SMALL_GROUPS_KEPT = 16;

/** Attempts of one commit, each from the start, before it is left to a later run. */
export const ATTEMPTS = 10;

/**
 * Row groups at the end are merged up to this size together: those of another program may be large and have few rows.
 * Where rows are replaced in larger ones (`--keep last`) all is rewritten.
 */
export const MERGED_BYTES = 64 * 2 ** 20;
