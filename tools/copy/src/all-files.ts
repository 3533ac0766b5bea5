import { Failure } from '@leat/pipe';
import type { Run } from './run.ts';
import type { WantedFile } from './wanted.ts';

/**
 * Works on all files of a record, as many at once as there are places. One bad file does not keep the others from
 * arriving: the next try has less to do.
 *
 * @throws the first failure, one that may work later before others; at once what is no failure of one file
 */
export async function allFiles<T>(
  { slots, signal }: Run,
  atOnce: number,
  files: readonly WantedFile[],
  work: (file: WantedFile) => Promise<T>,
): Promise<T[]> {
  const results: T[] = Array.from({ length: files.length });
  const failures: Failure[] = [];
  let ended: { readonly thrown: unknown } | undefined;
  let next = 0;
  const run = async (): Promise<void> => {
    while (ended === undefined && next < files.length) {
      const at = next++;
      try {
        signal.throwIfAborted();
        results[at] = await slots.use(() => work(files[at]!));
      } catch (thrown) {
        if (thrown instanceof Failure && thrown.class !== 'fatal') failures.push(thrown);
        else ended ??= { thrown };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, run));
  if (ended !== undefined) throw ended.thrown;
  const first = failures.find((it) => it.class === 'retry') ?? failures[0];
  if (first === undefined) return results;
  if (files.length === 1) throw first;
  const message = `${first.message} (${failures.length} of ${files.length} files did not arrive)`;
  const { hint, retryAfterSeconds } = first;
  throw new Failure(first.class, first.code, message, { hint, retryAfterSeconds, cause: first });
}
