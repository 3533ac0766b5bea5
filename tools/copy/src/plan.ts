import type { FileResult } from './fields.ts';
import { nameTaken } from './name/taken-names.ts';
import type { Run } from './run.ts';
import { compare, type Comparison } from './transfer/compare.ts';
import { findOriginal, findTarget, isFound, isReason } from './transfer/find.ts';
import { isTaken } from './transfer/mark.ts';
import type { Found } from './transfer/read-found.ts';
import type { WantedFile } from './wanted.ts';

/**
 * What a copy would do with a file. Nothing is changed, and nothing is read but what the stores tell.
 *
 * @param mayBeMissing after a dry tool before us, the original need not be there yet
 */
export async function plan(run: Run, file: WantedFile, mayBeMissing: boolean): Promise<FileResult> {
  const [original, target] = await Promise.all([
    findOriginal(run, file).catch((thrown: unknown): undefined => {
      if (!mayBeMissing || !isReason(thrown, 'notFound')) throw thrown;
    }),
    findTarget(run, file),
  ]);
  if (original === undefined) return { from: file.from, to: file.to, status: 'would-copy' };
  const { uri: from, version: fromVersion, size } = original.info;
  return { from, fromVersion, to: file.to, size, status: await statusOf() };

  async function statusOf(): Promise<FileResult['status']> {
    if (!isFound(target)) return 'would-copy';
    if (isTaken(file, original as Found, target)) throw nameTaken(file.to, 'another record');
    const comparison = await compare(original as Found, target, { mayRead: false, signal: run.signal });
    return comparison === 'different' ? onConflict[run.values.onConflict] : others[comparison];
  }
}

const onConflict = { error: 'would-fail', skip: 'would-keep-theirs', replace: 'would-replace' } as const;
const others = { same: 'present', unclear: 'would-compare' } as const satisfies Partial<
  Record<Comparison, FileResult['status']>
>;
