/** Names of one directory that are looked at together. */
export const blockLength = 256;

/** Events that are handed out together. */
export const batchLength = 256;

/** Names and entries that may be in memory ahead of the output. One directory is always listed whole. */
export const mostAhead = 32_768;

/** A directory of so many bytes has about one name in it: a guess, until it has been listed. */
export const bytesPerName = 128;

/** Listing so many names takes about as long as looking at one. */
export const namesPerCall = 20;

/**
 * From here on waiting, not computing, is what a walk spends its time on. A plain call on a warm local disk takes
 * 2 to 4 µs and the same call through the thread pool costs about 10 µs of processor time, so the pool pays
 * only where calls are slower than that by a good measure.
 */
export const slowMillisecondsPerCall = 0.05;
