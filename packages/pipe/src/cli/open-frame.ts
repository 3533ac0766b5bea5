import type { ValuesOf } from '@leat/config';
import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import { openStdout } from '../file-stream.ts';
import { endFor, endWithReader, type Frame } from '../frame.ts';
import { openLog } from '../log.ts';
import { openOutput } from '../output.ts';
import { openProgress } from '../progress.ts';
import { watchForStop } from '../stop.ts';
import type { runOptions } from './common-options.ts';

/**
 * Opens the streams of a run as its flags and the terminal ask for.
 *
 * @param noun what the progress line counts
 */
export function openFrame(
  tool: string,
  noun: string,
  concurrency: number,
  values: ValuesOf<typeof runOptions>,
): Frame {
  const stop = watchForStop();
  // In `a | b` both would draw on the same line; the one whose output nobody reads on is the one to watch.
  const isShown = process.stderr.isTTY && values.logFormat !== 'json' && !values.quiet && !isPipe(1);
  const progress = openProgress(process.stderr, isShown, tool, noun);
  const log = openLog(process.stderr, {
    tool,
    format: values.logFormat ?? (process.stderr.isTTY ? 'human' : 'json'),
    least: values.quiet ? 'error' : values.verbose ? 'debug' : 'info',
    beforeLine: progress.clear,
  });
  const output = openOutput(openStdout(), isatty(1) ? progress.clear : undefined);
  const onUncaught = (thrown: unknown): void => endFor(frame, thrown);
  process.on('uncaughtException', onUncaught);
  const frame: Frame = {
    tool,
    log,
    progress,
    output,
    stop,
    isDryRun: values.dryRun,
    started: performance.now(),
    close() {
      progress.stop();
      stop.release();
      process.off('uncaughtException', onUncaught);
    },
    context: {
      log,
      isDryRun: values.dryRun,
      concurrency,
      signal: stop.working,
      moved: (bytes) => {
        progress.tally.bytes += bytes;
      },
    },
  };
  endWithReader(frame);
  return frame;
}

function isPipe(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return true;
  }
}
