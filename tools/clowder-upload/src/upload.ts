import { Failure, type Item } from '@leat/pipe';
import { bringTogether, groupSmall } from './file/bring-together.ts';
import type { Pair } from './file/bring.ts';
import { conflict } from './file/conflict.ts';
import { compare } from './file/compare.ts';
import { isMadeHere, revOf } from './complete.ts';
import type { FileResult, Result, UploadRecord } from './fields.ts';
import { checkLocal } from './file/local-file.ts';
import { mapSlowly } from './map-slowly.ts';
import { mark, type OpenDataset } from './dataset/open-dataset.ts';
import type { Run } from './run.ts';
import type { Sessions } from './dataset/sessions.ts';
import { wantedOf, type Wanted } from './file/wanted.ts';
import { named, reworded } from './file/wording.ts';

const LOOKS_AT_ONCE = 16;

/**
 * Makes the server hold what a record asks for, whatever it holds already: the same call again finds everything
 * done, and what a call that was cut off has left behind is completed and not repeated.
 */
export async function upload(run: Run, sessions: Sessions, item: Item<UploadRecord>): Promise<Result> {
  const { clowder, values } = run;
  const wanted = wantedOf(item, clowder.unsafe, values.flatten);
  // Nothing is sent before all of it is known to be there.
  const locals = await mapSlowly(wanted.files, LOOKS_AT_ONCE, (file) => checkLocal(file, run.access));
  await refuseStaleRequest(item);
  return sessions.use(wanted, async (dataset) => {
    const looks = wanted.files.map((file, index) => ({ wanted: file, local: locals[index]! }));
    const pairs = await mapSlowly(looks, LOOKS_AT_ONCE, async ({ wanted: file, local }): Promise<Pair> => {
      const comparison = await compare(run, dataset, file, local, { mayDownload: true }).catch(
        (thrown: unknown) => {
          throw named(file.name, thrown);
        },
      );
      return { wanted: file, local, comparison };
    });
    refuseConflicts(run, pairs);
    const files = await bringAll(run, dataset, pairs);
    await markDone(run, dataset, wanted);
    return resultOf(run, dataset, files);
  });
}

/** A request that got its rev here was looked at when it was read; a file may have changed since. */
async function refuseStaleRequest({ rev, record }: Item<UploadRecord>): Promise<void> {
  if (!isMadeHere(rev) || record.files === undefined) return;
  if ((await revOf(record.files)) === rev) return;
  throw new Failure('reject', 'changed', 'a file of this request changed after the request was read', {
    hint: 'send it again',
  });
}

/** All of them at once, and before gigabytes have been sent. */
function refuseConflicts({ values }: Run, pairs: readonly Pair[]): void {
  if (values.onConflict !== 'error') return;
  const inConflict = pairs.filter(
    ({ comparison: { same, different } }) => same === undefined && different.length > 0,
  );
  if (inConflict.length === 0) return;
  throw conflict(inConflict.map(({ wanted, comparison: { different } }) => ({ wanted, different })));
}

/** Many more than are sent at once: most of them wait for the server to store them. */
const UNDER_WAY = 256;

/** One bad file does not keep the others from arriving: the next try has less to do. */
async function bringAll(run: Run, dataset: OpenDataset, pairs: readonly Pair[]): Promise<FileResult[]> {
  const groups = groupSmall(run, pairs);
  const outcomes = (await mapSlowly(groups, UNDER_WAY, (group) => bringTogether(run, dataset, group))).flat();
  const failures = outcomes.filter((it) => it instanceof Failure);
  const [first] = failures.toSorted((a, b) => rank(a) - rank(b));
  if (first === undefined) return inOrder(groups, outcomes as FileResult[], pairs);
  if (pairs.length === 1) throw first;
  throw reworded(first, `${first.message} (${failures.length} of ${pairs.length} files did not arrive)`);
}

function inOrder(
  groups: readonly (readonly Pair[])[],
  results: readonly FileResult[],
  pairs: readonly Pair[],
): FileResult[] {
  const of = new Map(groups.flat().map((pair, index) => [pair, results[index]!]));
  return pairs.map((pair) => of.get(pair)!);
}

/** What may work later goes first: the record is tried again, and only what needs a person is left. */
function rank({ class: is }: Failure): number {
  return is === 'retry' ? 0 : 1;
}

/** The rev stands on a dataset only when all of its files are there. */
async function markDone(run: Run, dataset: OpenDataset, { key, rev, metadata }: Wanted): Promise<void> {
  if (rev === undefined || dataset.marker.rev === rev) return;
  const marker = { key, rev };
  await mark(run, dataset.id, marker, metadata);
  dataset.marker = marker;
}

export function resultOf(
  { clowder }: Run,
  { id, containerId, isNew }: Pick<OpenDataset, 'id' | 'containerId' | 'isNew'>,
  files: readonly FileResult[],
): Result {
  return {
    api: clowder.api,
    url: clowder.url,
    ...(containerId !== undefined && { spaceId: containerId }),
    datasetId: id,
    datasetUrl: clowder.datasetUrl(id),
    created: isNew,
    files: [...files],
  };
}
