import type { ValuesOf } from '@leat/config';
import { openInput } from '../input.ts';
import { runStep } from '../step/run.ts';
import type { AnySettings, AnyStep } from '../tool.ts';
import type { runOptions, stepOptions } from './common-options.ts';
import { openFrame } from './open-frame.ts';
import { withBooks } from './with-books.ts';

export async function startStep(step: AnyStep, settings: AnySettings): Promise<number> {
  const values = settings.values as ValuesOf<typeof stepOptions> & ValuesOf<typeof runOptions>;
  const frame = openFrame(step.name, 'records', values.concurrency, values);
  const rules = {
    concurrency: values.concurrency,
    retries: values.retries,
    isForced: values.force,
    acceptsMoved: values.acceptMoved,
    looksUpNew: step.looksUpNew === true,
    hasOneRev: true,
  };
  return withBooks(step, settings, values, frame, (books, place, counts) =>
    runStep(step, settings, openInput(values.maxLine), books, { ...place, ...rules }, counts, frame),
  );
}
