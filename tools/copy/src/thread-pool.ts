/**
 * Sets the size of the thread pool that file system calls wait in: each copy waits for the disk three times, and with
 * libuv's default of 4 threads more copies at once would bring nothing. Import this before anything else: libuv reads
 * the variable at the first call that uses the pool. What the user has set wins.
 */
process.env['UV_THREADPOOL_SIZE'] ??= '32';
