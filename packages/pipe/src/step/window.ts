/**
 * How many records are in flight, and what is in flight for a key. Asking costs nothing when there is room.
 */
export interface Window<T> {
  /** A promise while the window is full. */
  room(): Promise<void> | undefined;
  /** The last work that was started for a key and has not ended. */
  underWay(key: string): Promise<T> | undefined;
  /** @param work must not reject */
  start(key: string, work: Promise<T>): void;
  /** Settles when nothing is in flight any more. */
  empty(): Promise<void>;
}

export function openWindow<T>(size: number): Window<T> {
  const last = new Map<string, Promise<T>>();
  let inFlight = 0;
  let changed = Promise.withResolvers<void>();

  return {
    room: () => (inFlight < size ? undefined : changed.promise),
    underWay: (key) => (last.size === 0 ? undefined : last.get(key)),
    start(key, work) {
      inFlight++;
      last.set(key, work);
      void work.then(() => {
        inFlight--;
        if (last.get(key) === work) last.delete(key);
        changed.resolve();
        changed = Promise.withResolvers();
      });
    },
    async empty() {
      while (inFlight > 0) await changed.promise;
    },
  };
}
