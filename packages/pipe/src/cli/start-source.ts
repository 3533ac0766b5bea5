import { stateDirectory, type ValuesOf } from '@leat/config';
import { homedir } from 'node:os';
import { EXIT } from '../exit-code.ts';
import { endFor, onForcedEnd, type Frame } from '../frame.ts';
import type { DoneSet } from '../ledger/done-set.ts';
import { runSource } from '../source.ts';
import { summarizeSource } from '../summary.ts';
import type { AnySettings, AnySource } from '../tool.ts';
import type { runOptions, sourceOptions } from './common-options.ts';
import { openFrame } from './open-frame.ts';

export async function startSource(source: AnySource, settings: AnySettings): Promise<number> {
  const values = settings.values as Partial<ValuesOf<typeof sourceOptions>> & ValuesOf<typeof runOptions>;
  const frame = openFrame(source.name, source.noun, 1, values);
  for (const warning of settings.warnings) frame.log.warn(warning);
  const counts = { emitted: 0, problems: 0, heldBack: new Map<string, number>() };
  const say = (exit: number): void => summarizeSource(frame, source.noun, counts, exit);
  onForcedEnd(frame, say);
  let exit: number = EXIT.done;
  try {
    const { skipDone } = values;
    const done = skipDone === undefined ? undefined : await openDone(skipDone, frame);
    exit = await runSource(source, settings, done, counts, frame);
  } catch (thrown) {
    endFor(frame, thrown);
  }
  await frame.output.end();
  exit = frame.stop.exit ?? exit;
  frame.progress.stop();
  say(exit);
  frame.close();
  return exit;
}

async function openDone(ledger: string, frame: Frame): Promise<DoneSet> {
  const { findLedger, openDoneSet, openLateDoneSet } = await import('./skip-done.ts');
  const state = stateDirectory(process.env, homedir());
  return openLateDoneSet(() => openDoneSet(findLedger(ledger, state)), frame.log);
}
