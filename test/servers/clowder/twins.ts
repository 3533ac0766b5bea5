import type { Dataset, State } from './state.ts';

/** Two or more things that a careful client would have made once. */
export interface Twins {
  readonly kind: 'space' | 'dataset' | 'folder' | 'file';
  readonly name: string;
  /** The id of what they are in: a space, a folder, a dataset; empty when in none. */
  readonly place: string;
  /** Oldest first. */
  readonly ids: readonly string[];
}

/** Spaces of one name; datasets of one title in one space; folders, and files, of one name in one place. */
export function findTwins(state: State): Twins[] {
  const datasets = [...state.datasets.values()].filter((dataset) => !dataset.trashed);
  return [
    ...groupTwins('space', [...state.spaces.values()], () => ['']),
    ...groupTwins('dataset', datasets, spacesOf),
    ...groupTwins('folder', [...state.folders.values()], (folder) => [folder.parentId ?? folder.datasetId]),
    ...groupTwins('file', [...state.files.values()], (file) => [file.folderId ?? file.datasetId ?? '']),
  ];
}

function spacesOf(dataset: Dataset): readonly string[] {
  return dataset.spaceIds.length > 0 ? dataset.spaceIds : [''];
}

function groupTwins<T extends { readonly id: string; readonly name: string }>(
  kind: Twins['kind'],
  rows: readonly T[],
  placesOf: (row: T) => readonly string[],
): Twins[] {
  const groups = new Map<string, { kind: Twins['kind']; name: string; place: string; ids: string[] }>();
  for (const row of rows) {
    for (const place of placesOf(row)) {
      const key = `${place}/${row.name}`;
      const group = groups.get(key) ?? { kind, name: row.name, place, ids: [] };
      group.ids.push(row.id);
      groups.set(key, group);
    }
  }
  return [...groups.values()].filter((group) => group.ids.length > 1);
}

export interface Count {
  readonly spaces: number;
  readonly datasets: number;
  readonly folders: number;
  readonly files: number;
  readonly metadata: number;
  /** Sum of the sizes of all files. */
  readonly bytes: number;
}

export function countState(state: State): Count {
  let bytes = 0;
  for (const file of state.files.values()) bytes += file.size;
  return {
    spaces: state.spaces.size,
    datasets: state.datasets.size,
    folders: state.folders.size,
    files: state.files.size,
    metadata: state.metadata.size,
    bytes,
  };
}
