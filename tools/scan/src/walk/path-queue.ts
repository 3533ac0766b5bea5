/** A queue that gives what comes first in the output, whatever order it was put in: a heap over path bytes. */
export interface PathQueue<T> {
  add(place: string, item: T): void;
  take(): T | undefined;
  clear(): void;
}

interface Place<T> {
  readonly place: string;
  readonly item: T;
}

export function pathQueue<T>(): PathQueue<T> {
  const heap: Place<T>[] = [];

  function rise(index: number): void {
    const moving = heap[index]!;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (heap[above]!.place <= moving.place) break;
      heap[index] = heap[above]!;
      index = above;
    }
    heap[index] = moving;
  }

  function sink(moving: Place<T>): void {
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && heap[below + 1]!.place < heap[below]!.place) below++;
      if (moving.place <= heap[below]!.place) break;
      heap[index] = heap[below]!;
      index = below;
    }
    heap[index] = moving;
  }

  return {
    add(place, item) {
      heap.push({ place, item });
      rise(heap.length - 1);
    },
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) sink(last);
      return first?.item;
    },
    clear() {
      heap.length = 0;
    },
  };
}
