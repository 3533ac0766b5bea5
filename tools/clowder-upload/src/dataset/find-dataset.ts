import { Failure } from '@leat/pipe';
import type { Clowder, RemoteDataset } from '../server/api.ts';
import { mapSlowly } from '../map-slowly.ts';
import { datasetMarker, type DatasetMarker } from './marker.ts';
import type { Wanted } from '../file/wanted.ts';

/** A dataset of the wanted title, and whose it is. */
export interface Candidate extends RemoteDataset {
  readonly marker: DatasetMarker | undefined;
}

/** What a title leads to. */
export type Found =
  | { readonly is: 'ours'; readonly dataset: Candidate }
  /** Nobody has marked it: it becomes ours. */
  | { readonly is: 'unmarked'; readonly dataset: Candidate }
  | { readonly is: 'absent' };

const MARKERS_AT_ONCE = 8;

/**
 * Looks for the dataset that carries our key; wherever it has been moved to, it is the one. Without it, a dataset
 * of that title in the place where ours would be made is taken when nobody has marked it.
 *
 * @param containerId space where it would be made; undefined: in none
 * @throws Failure reject `title_taken`, `ambiguous`
 */
export async function findDataset(
  clowder: Clowder,
  { key, title }: Pick<Wanted, 'key' | 'title'>,
  containerId: string | undefined,
): Promise<Found> {
  const titled = await clowder.findDatasets(title);
  const candidates = (await mapSlowly(titled, MARKERS_AT_ONCE, (it) => candidate(clowder, it))).filter(
    (it) => it !== undefined,
  );
  const ours = candidates.filter((it) => it.marker?.key === key);
  if (ours.length > 1) throw ambiguous(title, ours, `${ours.length} of them carry the key ${key}`);
  if (ours.length === 1) return { is: 'ours', dataset: ours[0]! };

  const isHere = ({ containerIds }: RemoteDataset): boolean =>
    containerId === undefined || clowder.container === 'group'
      ? containerIds.length === 0
      : containerIds.includes(containerId);
  const here = candidates.filter(isHere);
  if (here.length > 1) throw ambiguous(title, here, 'none carries our key');
  const [only] = here;
  if (only === undefined) return { is: 'absent' };
  if (only.marker === undefined) return { is: 'unmarked', dataset: only };
  throw new Failure(
    'reject',
    'title_taken',
    `the dataset "${title}" (${clowder.datasetUrl(only.id)}) was loaded from ${only.marker.key}, this is ${key}`,
    { hint: 'give one of the two another title, or another category' },
  );
}

/** @returns undefined when it is gone: the server's list was older than that */
async function candidate(clowder: Clowder, dataset: RemoteDataset): Promise<Candidate | undefined> {
  try {
    return { ...dataset, marker: datasetMarker(await clowder.readNotes('dataset', dataset.id)) };
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'not_found') return undefined;
    throw thrown;
  }
}

function ambiguous(title: string, datasets: readonly Candidate[], why: string): Failure {
  const ids = datasets.map(({ id }) => id).join(', ');
  const message = `there are ${datasets.length} datasets "${title}" (${ids}); ${why}`;
  return new Failure('reject', 'ambiguous', message, { hint: 'rename or delete all but one on the server' });
}
