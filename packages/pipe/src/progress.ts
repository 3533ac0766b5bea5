import type { WriteStream } from 'node:tty';
import { formatCount, formatSeconds, formatSize } from './units.ts';

/** What the line shows; the run and the tool keep it up to date. */
export interface Tally {
  items: number;
  failed: number;
  bytes: number;
  /** Share of the input that is used up, 0 to 1, when that is known. */
  share: number | undefined;
}

export interface Progress {
  readonly tally: Tally;
  /** Takes the line away, for something else to be written; it comes back with the next draw. */
  clear(): void;
  stop(): void;
}

const EVERY_MS = 200;

/**
 * One line on the terminal, redrawn in place five times a second. Off a terminal it draws nothing.
 *
 * @param noun what is counted: `files`, `records`
 */
export function openProgress(stream: WriteStream, isShown: boolean, tool: string, noun: string): Progress {
  const tally: Tally = { items: 0, failed: 0, bytes: 0, share: undefined };
  if (!isShown) return { tally, clear() {}, stop() {} };

  const started = performance.now();
  let isDrawn = false;
  const clear = (): void => {
    if (isDrawn) stream.write('\r\u001B[K');
    isDrawn = false;
  };
  const draw = (): void => {
    const line = progressLine(tool, noun, tally, (performance.now() - started) / 1000);
    stream.write(`\r${line.slice(0, (stream.columns || 80) - 1)}\u001B[K`);
    isDrawn = true;
  };
  const timer = setInterval(draw, EVERY_MS);
  timer.unref();
  return {
    tally,
    clear,
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}

/** @param seconds since the run began */
export function progressLine(tool: string, noun: string, tally: Tally, seconds: number): string {
  const parts = [`${formatCount(tally.items)} ${noun}`];
  const elapsed = Math.max(seconds, 0.001);
  if (tally.bytes > 0)
    parts.push(formatSize(tally.bytes), `${formatSize(Math.round(tally.bytes / elapsed))}/s`);
  else parts.push(`${formatCount(Math.round(tally.items / elapsed))}/s`);
  if (tally.failed > 0) parts.push(`${formatCount(tally.failed)} failed`);
  parts.push(formatSeconds(seconds));
  if (tally.share !== undefined && tally.share > 0.01 && tally.share < 1 && seconds > 2) {
    parts.push(`about ${formatSeconds((seconds / tally.share) * (1 - tally.share))} left`);
  }
  return `leat-${tool}  ${parts.join('  ')}`;
}
