import { Failure, retrying } from '@leat/pipe';
import type { RemoteFile } from '../server/api.ts';
import { compare, type Comparison } from './compare.ts';
import type { FileResult } from '../fields.ts';
import { conflict } from './conflict.ts';
import { fileResult } from './file-result.ts';
import type { LocalFile } from './local-file.ts';
import { RETRIES } from '../server/make.ts';
import type { OpenDataset } from '../dataset/open-dataset.ts';
import type { Run } from '../run.ts';
import { markFile } from './mark-file.ts';
import { sendFile } from './send-file.ts';
import { waitHalf } from './wait-half.ts';
import { waitStored } from './wait-stored.ts';
import type { WantedFile } from './wanted.ts';
import { named } from './wording.ts';

/** One file of a record, looked at on both sides. */
export interface Pair {
  readonly wanted: WantedFile;
  readonly local: LocalFile;
  readonly comparison: Comparison;
}

/**
 * Brings a file to where it should be. After a try of which it is not known what became of it, the server is looked
 * at before anything is sent again, so one lost answer costs one file at most, and makes none twice.
 *
 * @param looksFirst a try was made already, and it is not known what became of it
 */
export async function bring(
  run: Run,
  dataset: OpenDataset,
  pair: Pair,
  looksFirst = false,
): Promise<FileResult> {
  const { wanted, local } = pair;
  const retries = {
    retries: RETRIES,
    signal: run.signal,
    onRetry: (failure: Failure) => run.log.warn(`${failure.message}; looking, then trying again`),
  };
  const bringOnce = async (number: number): Promise<FileResult> => {
    let { comparison } = pair;
    if (number > 1 || looksFirst || comparison.rubbish.some(({ state }) => state === 'half')) {
      await dataset.tree.refresh();
      await waitHalf(run, dataset, wanted, local);
      comparison = await compare(run, dataset, wanted, local, { mayDownload: true });
    }
    return settle(run, dataset, wanted, local, comparison);
  };
  const outcome = await retrying(retries, (number) =>
    bringOnce(number).catch((thrown: unknown) => notStored(named(wanted.name, thrown))),
  );
  if (outcome instanceof Failure) throw outcome;
  return pair.comparison.same === undefined && outcome.status === 'skipped'
    ? { ...outcome, status: arrivedAs(run, pair) }
    : outcome;
}

/** It has been waited for long enough: that is for another time, not for another try. */
function notStored(thrown: unknown): Failure {
  if (thrown instanceof Failure && thrown.code === 'not_stored') return thrown;
  throw thrown;
}

/** What an earlier try of this run has sent is found by a later one. */
function arrivedAs(
  { values: { onConflict } }: Run,
  { comparison: { different } }: Pair,
): FileResult['status'] {
  return different.length > 0 && onConflict === 'keep-both' ? 'kept-both' : 'uploaded';
}

async function settle(
  run: Run,
  dataset: OpenDataset,
  wanted: WantedFile,
  local: LocalFile,
  { same, different, rubbish }: Comparison,
): Promise<FileResult> {
  const { onConflict } = run.values;
  await remove(run, dataset, rubbish);
  const isThere = same !== undefined && (await waitStored(run, same.file, local.size)) !== undefined;
  if (same !== undefined && !isThere) dataset.tree.remove(same.file);
  if (isThere) {
    if (!same.isMarked) await markFile(run, dataset.key, wanted, local, same.file.id, same.sha256);
    if (onConflict === 'replace') await remove(run, dataset, different);
    const status = onConflict === 'replace' && different.length > 0 ? 'replaced' : 'skipped';
    return fileResult(wanted, local, status, same);
  }
  if (different.length === 0) {
    return fileResult(wanted, local, 'uploaded', await sendFile(run, dataset, wanted, local));
  }
  if (onConflict === 'error') throw conflict([{ wanted, different }]);
  if (onConflict === 'skip') return keptTheirs(wanted, different[0]!);
  const sent = await sendFile(run, dataset, wanted, local);
  if (onConflict === 'keep-both') return fileResult(wanted, local, 'kept-both', sent);
  // The old one goes when the new one is sure.
  await remove(run, dataset, different);
  return fileResult(wanted, local, 'replaced', sent);
}

async function remove(
  { clowder }: Run,
  { id, tree }: OpenDataset,
  files: readonly RemoteFile[],
): Promise<void> {
  for (const file of files) {
    await clowder.deleteFile(id, file.id);
    tree.remove(file);
  }
}

/** What it says is about the file that stays: ours is not there. */
function keptTheirs(wanted: WantedFile, file: RemoteFile): FileResult {
  return fileResult(wanted, { size: file.size ?? 0 }, 'kept-theirs', { file, sha256: undefined });
}
