/**
 * Works on items as they come, at most `inFlight` at once, and asks for the next one only when there is room for it.
 * The first failure ends it: no more items are taken, the work in flight is told by its signal and waited for.
 *
 * @param signal ends it from outside
 * @returns the results in the order of the items
 * @throws what was thrown first, by the items or the work, or the signal's reason
 */
export async function inParallel<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  inFlight: number,
  work: (item: T, signal: AbortSignal) => Promise<R>,
  signal?: AbortSignal,
): Promise<R[]> {
  const results: R[] = [];
  const running = new Set<Promise<void>>();
  const stop = new AbortController();
  let stopWaiting: ((cause: unknown) => void) | undefined;
  const fail = (cause: unknown): void => {
    if (stop.signal.aborted) return;
    stop.abort(cause);
    stopWaiting?.(cause);
  };
  // Not by a race against one promise for all: that would hold whatever has won against it, every part, to the end.
  const unlessStopped = <V>(promise: Promise<V> | V): Promise<V> =>
    new Promise((resolve, reject) => {
      stopWaiting = reject;
      Promise.resolve(promise).then(resolve, reject);
    });
  const onAbort = (): void => fail(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();

  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let isAsked = false;
  try {
    for (let index = 0; ; index++) {
      while (running.size >= inFlight) await unlessStopped(Promise.race(running));
      stop.signal.throwIfAborted();
      isAsked = true;
      const next = await unlessStopped(iterator.next());
      isAsked = false;
      if (next.done === true) break;
      const one: Promise<void> = work(next.value, stop.signal)
        .then((result) => void (results[index] = result), fail)
        .finally(() => running.delete(one));
      running.add(one);
    }
    await Promise.all(running);
    stop.signal.throwIfAborted();
    return results;
  } catch (cause) {
    fail(cause);
    // What goes wrong with the end of the items must not hide why they had to end.
    const ended = (async () => iterator.return?.())().catch(() => {});
    // What has been asked for the next item and does not answer cannot be told to end, either.
    await Promise.all(isAsked ? running : [...running, ended]);
    throw stop.signal.reason;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
