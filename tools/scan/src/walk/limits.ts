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
