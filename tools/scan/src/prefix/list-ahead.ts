import type { ObjectInfo } from '@leat/storage';

/** Objects of one listing that wait in memory: the next pages come while the last one is worked on. */
const MOST_WAITING = 4000;

/** A listing that has begun. What it throws comes after what was listed before. */
export interface Ahead extends AsyncIterable<readonly ObjectInfo[]> {
  /** Ends it, also where nobody has read it. */
  stop(): void;
}

/**
 * Lists ahead of whoever reads, up to a limit, and gives what has come in the meantime together.
 *
 * @param start gets the signal that ends the listing
 */
export function listAhead(
  start: (signal: AbortSignal) => AsyncIterable<ObjectInfo>,
  mostWaiting = MOST_WAITING,
): Ahead {
  const end = new AbortController();
  let waiting: ObjectInfo[] = [];
  let isOver = false;
  let failed: { readonly thrown: unknown } | undefined;
  let onMore: (() => void) | undefined;
  let onRoom: (() => void) | undefined;

  const list = async (): Promise<void> => {
    try {
      for await (const info of start(end.signal)) {
        if (end.signal.aborted) break;
        if (waiting.push(info) === 1) onMore?.();
        if (waiting.length >= mostWaiting) {
          await new Promise<void>((resolve) => {
            onRoom = resolve;
          });
        }
      }
    } catch (thrown) {
      failed = { thrown };
    }
    isOver = true;
    onMore?.();
  };
  const stop = (): void => {
    end.abort();
    onRoom?.();
  };

  async function* read(): AsyncGenerator<readonly ObjectInfo[]> {
    try {
      for (;;) {
        if (waiting.length === 0 && !isOver) {
          await new Promise<void>((resolve) => {
            // Later and not at once: the rest of a page is there by then, and one batch costs less than a thousand.
            onMore = () => setImmediate(resolve);
          });
        }
        onMore = undefined;
        const batch = waiting;
        waiting = [];
        onRoom?.();
        if (batch.length > 0) yield batch;
        else if (isOver) break;
      }
      if (failed !== undefined) throw failed.thrown;
    } finally {
      stop();
    }
  }

  void list();
  return { [Symbol.asyncIterator]: read, stop };
}
