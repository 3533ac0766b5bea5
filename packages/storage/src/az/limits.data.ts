const MiB = 1024 * 1024;

/** One request, as long as the content is no larger; the size of a block where that is enough. */
export const BLOCK = 8 * MiB;
/** "Scalability and performance targets for Blob storage": committed blocks of one blob. */
export const MOST_BLOCKS = 50_000;
/** Blocks of one blob on their way at the same time, unless they are large. */
export const BLOCKS_IN_FLIGHT = 4;
/** Memory of the blocks of one blob, as long as two of them fit in. */
export const BLOCKS_MEMORY = 64 * MiB;
/**
 * Of one request in which the service copies: it gives no sign of life meanwhile, and is cut off by the idle timeout
 * when it takes too long.
 */
export const COPY_RANGE = 64 * MiB;
/** Below it, two requests of our own are cheaper than a signature and a copy inside the service. */
export const FETCHED = 8 * MiB;
/** Put Block, `blockid`: at most 64 bytes; 48 are what the SDKs of Azure use. */
export const ID_LENGTH = 48;
/** In shorter ids, two different blocks of one blob could get the same. */
export const LEAST_ID_LENGTH = 8;
