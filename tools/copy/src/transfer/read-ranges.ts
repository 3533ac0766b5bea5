export interface RangeRules {
  readonly start: number;
  readonly end: number;
  /** Bytes of one request. */
  readonly rangeBytes: number;
  /** Requests under way; so many ranges may be in memory. */
  readonly atOnce: number;
}

/** Reads the bytes from `start` up to `end`; given up when the signal says so. */
type ReadRange = (start: number, end: number, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/**
 * Reads one object by several requests at a time and gives its bytes in order: one connection to an object store brings
 * 50 to 100 MB/s, whatever the network could.
 */
export async function* readRanges(
  read: ReadRange,
  { start, end, rangeBytes, atOnce }: RangeRules,
): AsyncGenerator<Uint8Array, void> {
  const stop = new AbortController();
  const underWay: Promise<Uint8Array[]>[] = [];
  let next = start;
  const begin = (): void => {
    const from = next;
    next = Math.min(end, from + rangeBytes);
    const range = collect(read(from, next, stop.signal));
    // It is awaited when its turn comes, or never when an earlier one fails.
    range.catch(() => {});
    underWay.push(range);
  };
  try {
    while (underWay.length < atOnce && next < end) begin();
    for (let range = underWay.shift(); range !== undefined; range = underWay.shift()) {
      const blocks = await range;
      if (next < end) begin();
      yield* blocks;
    }
  } finally {
    stop.abort();
  }
}

async function collect(stream: Promise<AsyncIterable<Uint8Array>>): Promise<Uint8Array[]> {
  return Array.fromAsync(await stream);
}
