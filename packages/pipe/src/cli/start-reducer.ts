import type { ValuesOf } from '@leat/config';
import { givenInput, openInput, type Input } from '../input.ts';
import { runReducer } from '../reducer/run.ts';
import type { AnyReducer, AnySettings } from '../tool.ts';
import type { reducerOptions, runOptions } from './common-options.ts';
import { openFrame } from './open-frame.ts';
import { withBooks } from './with-books.ts';

export async function startReducer(reducer: AnyReducer, settings: AnySettings): Promise<number> {
  const values = settings.values as ValuesOf<typeof reducerOptions> & ValuesOf<typeof runOptions>;
  const frame = openFrame(reducer.name, 'members', 1, values);
  const carries =
    typeof reducer.carries === 'function' ? reducer.carries(settings) : (reducer.carries ?? 'records');
  const isWhole = reducer.takesWhole?.(settings) ?? false;
  const given = reducer.given?.(settings);
  const input = (): Input =>
    given === undefined ? openInput(values.maxLine) : givenInput(given, values.maxLine);
  const rules = {
    carries,
    retries: values.retries,
    isForced: values.force,
    acceptsMoved: values.acceptMoved,
    looksUpNew: false,
    hasOneRev: false,
    isWhole,
    batchCount: isWhole ? Number.POSITIVE_INFINITY : values.batchCount,
    batchBytes: values.batchSize,
    batchSeconds: isWhole ? 0 : values.batchSeconds,
  };
  return withBooks(reducer, settings, values, frame, (books, place, counts) =>
    runReducer(reducer, settings, input(), books, { ...place, ...rules }, counts, frame),
  );
}
