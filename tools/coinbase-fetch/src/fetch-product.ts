import { Failure, formatCount, type Emitter } from '@leat/pipe';
import type { Candle } from './api/candle.ts';
import type { Coinbase } from './api/coinbase.ts';
import { openGaps } from './gaps.ts';
import { pagesOf } from './pages.ts';
import { rowText } from './row.ts';
import type { FetchRules } from './rules.ts';
import { watchFold } from './time/fold.ts';
import type { Window } from './window.ts';

/** Rows that are held until all of them have come; some 15 MB. */
const MOST_HELD = 100_000;

/** What the products of a run share. */
export interface Run {
  readonly rules: FetchRules;
  readonly coinbase: Coinbase;
  /** What the clock of Coinbase showed, seconds since 1970. */
  readonly now: number;
  readonly to: Emitter;
}

/**
 * Emits the candles of one product, the oldest first.
 *
 * @param mostHeld a window of more rows is emitted in parts
 * @throws Failure, whose message says what was emitted
 */
export async function fetchProduct(
  product: string,
  window: Window,
  run: Run,
  mostHeld = MOST_HELD,
): Promise<void> {
  const { rules, coinbase, to } = run;
  const { granularity, columns, labels } = rules;
  const step = granularity.seconds;
  const gaps = openGaps(window, step);
  const fold = watchFold(labels);
  let held: string[] = [];
  let emitted = 0;
  let known: number | undefined;
  const handOver = async (): Promise<void> => {
    for (const text of held) {
      const wait = to.text('', '', text);
      if (wait !== undefined) await wait;
    }
    emitted += held.length;
    held = [];
  };

  try {
    for (const page of pagesOf(window, step)) {
      const answer = await coinbase.candles(product, { granularity, ...page, known });
      // Mostly the first of the next page is in it too.
      known = answer.some(({ time }) => time === page.end) ? page.end : undefined;
      for (const candle of inOrder(answer, page)) {
        gaps.note(candle.time);
        fold.note(candle.time);
        held.push(rowText(candle, product, columns, labels.write));
      }
      if (held.length >= mostHeld) await handOver();
      if (page.end === window.end && answer.some((it) => it.time >= window.end && isOpen(it, run)))
        to.heldBack(product, 'not closed yet');
    }
    await handOver();
  } catch (thrown) {
    throw thrown instanceof Failure ? told(thrown, product, emitted) : thrown;
  }
  fold.tell(product, to.log);
  gaps.tell(product, to.log);
}

/** The candles of a page and no others, each once: answers come newest first, and hold some from before `start`. */
function inOrder(candles: readonly Candle[], { start, end }: Window): readonly Candle[] {
  const byTime = new Map<number, Candle>();
  for (const candle of candles)
    if (candle.time >= start && candle.time < end) byTime.set(candle.time, candle);
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}

function isOpen({ time }: Candle, { now, rules }: Run): boolean {
  return time <= now && time + rules.granularity.seconds > now;
}

function told(
  { class: kind, code, message, hint, retryAfterSeconds, cause }: Failure,
  product: string,
  emitted: number,
): Failure {
  const what =
    emitted === 0
      ? `no row of ${product} was`
      : `only the first ${formatCount(emitted)} rows of ${product} were`;
  return new Failure(kind, code, `${message}; ${what} emitted`, { hint, retryAfterSeconds, cause });
}
