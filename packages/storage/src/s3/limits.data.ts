const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

/** S3 User Guide, "Amazon S3 multipart upload limits": of every part but the last. */
export const LEAST_PART = 5 * MiB;
/** The same. */
export const MOST_PARTS = 10_000;

/** One request, as long as the content is no larger; the size of a part where that is enough. */
export const PART = 8 * MiB;
/** Parts of one object on their way at the same time, unless they are large. */
export const PARTS_IN_FLIGHT = 4;
/** Memory of the parts of one object, as long as two of them fit in. */
export const PARTS_MEMORY = 64 * MiB;

/**
 * Above it a copy inside the store goes in ranges, at the same time. `CopyObject` could do 5 GB, but in many stores
 * gives no sign of life meanwhile, and is cut off by the idle timeout.
 */
export const COPY_WHOLE = 1 * GiB;
export const COPY_RANGE = 512 * MiB;
