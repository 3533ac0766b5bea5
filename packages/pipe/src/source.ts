import type { SourceCounts } from './counts.ts';
import { EXIT } from './exit-code.ts';
import { endFor, isFromStopping, type Frame } from './frame.ts';
import type { DoneSet } from './ledger/done-set.ts';
import type { JsonObject } from './json-line.ts';
import { logFieldsOf } from './report.ts';
import type { AnySettings, AnySource, Emitter } from './tool.ts';

/** Records wait for each other, so that the ledger is asked once for many. */
const TOGETHER = 512;
/** In characters: one record of a large dataset may be many megabytes. */
const LONG_TOGETHER = 1024 * 1024;

/**
 * Runs a source to the end of what it lists.
 *
 * @param done what the last step of the line has done already, for `--skip-done`
 * @param counts is kept up to date, whatever goes wrong
 * @returns the exit code that its problems ask for
 */
export async function runSource(
  source: AnySource,
  settings: AnySettings,
  done: DoneSet | undefined,
  counts: SourceCounts,
  frame: Frame,
): Promise<number> {
  const { emitter, finish } = openEmitter(source, done, counts, frame);
  try {
    await source.emit(settings, emitter);
    await finish();
  } catch (thrown) {
    if (!isFromStopping(frame, thrown)) endFor(frame, thrown);
  } finally {
    done?.close();
  }
  return counts.problems > 0 ? EXIT.person : EXIT.done;
}

function openEmitter(
  source: AnySource,
  done: DoneSet | undefined,
  counts: SourceCounts,
  { context, log, output, progress, stop, isDryRun }: Frame,
): { emitter: Emitter; finish(): Promise<void> | undefined } {
  let waiting: { key: string; rev: string; text: string }[] = [];
  let length = 0;

  const print = (text: string): void => {
    counts.emitted++;
    progress.tally.items++;
    output.line(text);
  };
  const holdBack = (why: string): void => {
    counts.heldBack.set(why, (counts.heldBack.get(why) ?? 0) + 1);
  };
  const ask = (): void => {
    const isDone = done!.areDone(waiting.map(({ key, rev }) => [key, rev]));
    for (const [at, { text }] of waiting.entries()) {
      if (isDone[at]) holdBack('done');
      else print(text);
    }
    waiting = [];
    length = 0;
  };
  const text = (key: string, rev: string, line: string): Promise<void> | undefined => {
    stop.reading.throwIfAborted();
    if (done === undefined) {
      print(line);
    } else {
      waiting.push({ key, rev, text: line });
      length += line.length;
      if (waiting.length === TOGETHER || length >= LONG_TOGETHER) ask();
    }
    return output.room();
  };
  const finish = (): Promise<void> | undefined => {
    if (waiting.length > 0) ask();
    return output.flush();
  };

  const emitter: Emitter = {
    ...context,
    stopped: stop.reading,
    text: isDryRun ? (key, rev, line) => text(key, rev, `${line.slice(0, -1)},"dryRun":true}`) : text,
    record(record: JsonObject) {
      if (source.carries === 'rows') {
        stop.reading.throwIfAborted();
        print(JSON.stringify(record));
        return output.room();
      }
      const { key, rev } = record;
      if (typeof key !== 'string' || key === '')
        throw new TypeError(`leat-${source.name} emitted a record without key`);
      return emitter.text(key, typeof rev === 'string' ? rev : '', JSON.stringify(record));
    },
    heldBack(name, why) {
      holdBack(why);
      log.debug(`held back: ${why}`, { key: name });
    },
    problem(name, failure) {
      counts.problems++;
      progress.tally.failed++;
      log.error(failure.message, logFieldsOf(failure, name));
    },
    flush: finish,
  };
  return { emitter, finish };
}
