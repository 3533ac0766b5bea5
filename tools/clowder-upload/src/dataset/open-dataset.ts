import { Failure } from '@leat/pipe';
import type { Containers } from './containers.ts';
import { findDataset, type Candidate, type Found } from './find-dataset.ts';
import { make } from '../server/make.ts';
import { datasetMarker, noteOf, type DatasetMarker } from './marker.ts';
import type { Run } from '../run.ts';
import { openTree, type Tree } from './tree.ts';
import type { Wanted } from '../file/wanted.ts';

/** A dataset on the server that carries our key. */
export interface OpenDataset {
  readonly id: string;
  readonly key: string;
  readonly containerId: string | undefined;
  /** Made by this run. */
  readonly isNew: boolean;
  readonly tree: Tree;
  /** What is known to stand on it. */
  marker: DatasetMarker;
}

/** The dataset, when it is there and is ours; nothing is changed. */
export async function peekDataset(
  run: Run,
  containers: Containers,
  wanted: Wanted,
): Promise<OpenDataset | undefined> {
  const containerId = await containers.peek(wanted.category);
  const found = await findDataset(run.clowder, wanted, containerId);
  if (found.is !== 'ours') return undefined;
  const { id, marker } = found.dataset;
  const tree = await openTree(run, id, false);
  return { id, key: wanted.key, containerId, isNew: false, tree, marker: marker! };
}

/**
 * Finds the dataset or makes it. It is marked before anything is put into it, so that whatever ends this run, the
 * next one knows it again.
 *
 * @throws Failure reject `title_taken`, `ambiguous`, `ambiguous_container`; fatal `not_placed`
 */
export async function openDataset(run: Run, containers: Containers, wanted: Wanted): Promise<OpenDataset> {
  const { clowder } = run;
  const { key, category, title } = wanted;
  const containerId = await containers.find(category);
  const find = (): Promise<Found> => findDataset(clowder, wanted, containerId);
  let isNew = false;
  let isListed = true;
  let found = await find();
  if (found.is === 'absent') {
    isNew = true;
    found = await make(run, {
      make: async () => {
        const description = wanted.description ?? `Imported as part of ${category ?? 'leat'}`;
        const spaceId = clowder.container === 'space' ? containerId : undefined;
        const id = await clowder.createDataset({ title, description, containerId: spaceId });
        isListed = false;
        return { is: 'unmarked', dataset: { id, title, containerIds: [], marker: undefined } } as const;
      },
      look: async () => {
        const there = await find();
        return there.is === 'absent' ? undefined : there;
      },
    });
  }
  const { id, marker } = found.dataset;
  if (marker === undefined) await mark(run, id, { key, ...aboutIt(wanted) });
  if (containerId !== undefined) await placeDataset(run, found.dataset, containerId);
  const tree = await openTree(run, id, !isListed);
  return { id, key, containerId, isNew, tree, marker: marker ?? { key } };
}

function aboutIt({ category, title }: Wanted): object {
  return { ...(category !== undefined && { category }), title };
}

/** Adds a marker to a dataset; the ones that stand there stay, and tell what was loaded before. */
export async function mark(
  { clowder, log, signal }: Run,
  id: string,
  marker: DatasetMarker,
  metadata?: Wanted['metadata'],
): Promise<void> {
  await make(
    { log, signal },
    {
      make: async () => {
        await clowder.addNote('dataset', id, noteOf(marker, metadata));
        return marker;
      },
      look: async () => {
        const there = datasetMarker(await clowder.readNotes('dataset', id));
        return there?.key === marker.key && there.rev === marker.rev ? there : undefined;
      },
    },
  );
}

/**
 * Clowder 1 leaves out a space that it does not know, or that it does not let us add to, without a word: so what
 * came of it is looked at. A dataset that is in another space has been moved by a person, and stays there unless the
 * configuration names the space. A group of Clowder 2 is given its role again, which changes nothing.
 */
async function placeDataset(run: Run, { id, title, marker }: Candidate, containerId: string): Promise<void> {
  const { clowder } = run;
  if (clowder.container === 'group') {
    await clowder.place(id, containerId);
    return;
  }
  const { containerIds } = await clowder.getDataset(id);
  const wasMoved = marker !== undefined && containerIds.length > 0 && run.containerId === undefined;
  if (wasMoved || containerIds.includes(containerId)) return;
  await clowder.place(id, containerId);
  if ((await clowder.getDataset(id)).containerIds.includes(containerId)) return;
  const message = `the server does not put the dataset "${title}" (${id}) into the space ${containerId}`;
  throw new Failure('fatal', 'not_placed', message, {
    hint: 'check that the space exists and that the account may add to it',
  });
}
