import type { ValuesOf } from '@leat/config';
import { EXIT } from '../exit-code.ts';
import { asFailure } from '../failure.ts';
import { endFor, isFromStopping } from '../frame.ts';
import type { AnyCommand, AnySettings } from '../tool.ts';
import type { runOptions } from './common-options.ts';
import { openFrame } from './open-frame.ts';

/** Runs a command of a tool to its end; it has no summary, since what it prints is its answer. */
export async function startCommand(
  toolName: string,
  { run }: AnyCommand,
  settings: AnySettings,
): Promise<number> {
  const frame = openFrame(toolName, 'results', 1, settings.values as ValuesOf<typeof runOptions>);
  for (const warning of settings.warnings) frame.log.warn(warning);
  let exit: number | undefined;
  try {
    await run(settings, {
      ...frame.context,
      print(record) {
        frame.output.line(JSON.stringify(record));
        return frame.output.room();
      },
    });
  } catch (thrown) {
    if (!isFromStopping(frame, thrown)) endFor(frame, thrown);
    // What it was asked about is bad or not there: running again is no help.
    if (asFailure(thrown)?.class === 'reject') exit = EXIT.person;
  }
  await frame.output.end();
  frame.close();
  return exit ?? frame.stop.exit ?? EXIT.done;
}
