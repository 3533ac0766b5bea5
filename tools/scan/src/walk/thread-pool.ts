/**
 * Sets the size of the thread pool that file system calls wait in. Import this before anything else: libuv
 * reads the variable once, at the first call that uses the pool, and its default of 4 makes a network file
 * system about 12 times slower than 64 does. What the user has set wins.
 */
process.env['UV_THREADPOOL_SIZE'] ??= '64';

/** Number of file system calls that can wait at the same time. */
export const poolSize = Math.max(1, Number(process.env['UV_THREADPOOL_SIZE']) || 4);
