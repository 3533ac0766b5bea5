import type { Window } from './window.ts';

/**
 * Candles of one request. Exchange allows 300 and Advanced Trade fewer than 350, whether `end` is counted or not: with
 * 299 a page may ask up to the beginning of the next one, and is whole in both cases.
 */
const PAGE = 299;

/** A window in pieces that one request can ask for, the oldest first. */
export function* pagesOf({ start, end }: Window, step: number): Generator<Window> {
  for (let at = start; at < end; at += PAGE * step) yield { start: at, end: Math.min(end, at + PAGE * step) };
}

export function countPages({ start, end }: Window, step: number): number {
  return Math.ceil((end - start) / step / PAGE);
}
