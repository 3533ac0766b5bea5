import type { ValuesOf } from '@leat/config';
import { openInput } from '../input.ts';
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
  const rules = {
    carries,
    retries: values.retries,
    isForced: values.force,
    acceptsMoved: values.acceptMoved,
    looksUpNew: false,
    hasOneRev: false,
    batchCount: values.batchCount,
    batchBytes: values.batchSize,
    batchSeconds: values.batchSeconds,
  };
  return withBooks(reducer, settings, values, frame, (books, place, counts) =>
    runReducer(reducer, settings, openInput(values.maxLine), books, { ...place, ...rules }, counts, frame),
  );
}
