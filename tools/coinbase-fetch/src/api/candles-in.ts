import type { HttpAnswer } from '@leat/http';
import { Failure } from '@leat/pipe';
import type { Granularity } from '../granularities.data.ts';
import { isoOf } from '../time/iso.ts';
import type { CandleApi } from './api.ts';
import { parseWithDigits, type Candle } from './candle.ts';

/** What candles were asked for; times in seconds since 1970. */
export interface Asked {
  readonly granularity: Granularity;
  readonly start: number;
  readonly end: number;
  /** When a candle begins that another answer had already. */
  readonly known: number | undefined;
}

/** So many candles an answer may have from before `start`. */
const MOST_BEFORE = 300;

/**
 * The candles of an answer. One to another question, such as that for the latest ones, and one that is not whole must
 * not pass for times without trades.
 *
 * @throws Failure retry `bad_candles`, `bad_json`
 */
export function candlesIn(
  answer: HttpAnswer,
  api: CandleApi,
  { granularity: { name, seconds }, start, end, known }: Asked,
): readonly Candle[] {
  const bad = (what: string): Failure =>
    new Failure('retry', 'bad_candles', `${answer.request}: the answer ${what}: ${answer.excerpt()}`);
  // Says what is wrong with what is no JSON.
  answer.json();
  const candles = api.read(parseWithDigits(answer.text()));
  if (candles === undefined) throw bad('is not candles');
  const earliest = start - MOST_BEFORE * seconds;
  if (!candles.every(({ time }) => time % seconds === 0 && time >= earliest && time <= end))
    throw bad(`is not candles of ${name} from ${isoOf(start)} to ${isoOf(end)}`);
  if (known !== undefined && !candles.some(({ time }) => time === known))
    throw bad(`lacks the candle of ${isoOf(known)}, which was there just now`);
  return candles;
}
