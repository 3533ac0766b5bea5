import { Failure } from '../failure.ts';
import type { Item } from '../record.ts';
import { formatSize } from '../units.ts';

export interface BatchLimits {
  readonly batchCount: number;
  /** Bytes of the members' lines. */
  readonly batchBytes: number;
  /** All is one batch: what goes beyond the bytes is refused. */
  readonly isWhole: boolean;
  /** A batch is committed this long after its first member came; 0 waits for the other limits. */
  readonly batchSeconds: number;
}

/** A timer that is set for longer goes off at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Members on their way into a batch. */
export interface Gathering {
  /** Whether a member with this key waits: a key is in a batch once, and another rev of it has to come after. */
  has(key: string): boolean;
  /** Adds one; a promise when the next has to wait. */
  add(item: Item): Promise<void> | undefined;
  /** Commits what there is; settles when nothing is under way any more. */
  commit(): Promise<void>;
}

/** @param commit called with one batch at a time; it must not reject */
export function openGathering(
  limits: BatchLimits,
  commit: (items: readonly Item[]) => Promise<void>,
): Gathering {
  let items: Item[] = [];
  let bytes = 0;
  const keys = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (items.length === 0) return last;
    const batch = items;
    items = [];
    bytes = 0;
    last = last
      .then(() => commit(batch))
      .then(() => {
        for (const { key } of batch) keys.delete(key);
      });
    return last;
  };

  const put = (item: Item): Promise<void> | undefined => {
    items.push({ ...item, text: ownText(item.text) });
    if (item.key !== '') keys.add(item.key);
    bytes += Buffer.byteLength(item.text);
    if (limits.isWhole && bytes > limits.batchBytes) throw tooLarge(limits);
    if (items.length >= limits.batchCount || (bytes >= limits.batchBytes && !limits.isWhole)) return flush();
    if (limits.batchSeconds > 0)
      timer ??= setTimeout(() => void flush(), Math.min(limits.batchSeconds * 1000, LONGEST_MS));
    return undefined;
  };

  return {
    has: (key) => keys.has(key),
    add(item) {
      // What is only tried out must not take others with it.
      const isOtherKind = items.length > 0 && items[0]!.dryRun !== item.dryRun;
      return isOtherKind ? flush().then(() => put(item)) : put(item);
    },
    commit: flush,
  };
}

function tooLarge({ batchBytes }: BatchLimits): Failure {
  return new Failure(
    'fatal',
    'too_large',
    `the input is larger than ${formatSize(batchBytes)}, and it is committed whole or not at all`,
    { hint: 'raise --batch-size; nothing was changed' },
  );
}

/** The text of a line is a view of the chunk it came in: one member would keep 64 KiB from being freed. */
function ownText(text: string): string {
  return Buffer.from(text).toString();
}
